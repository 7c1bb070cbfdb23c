-- Where the business is: an ISO 3166-1 code of two letters. It decides how dates and money are written, and how a
-- telephone number without a country is understood.
ALTER TABLE organisations ADD COLUMN country TEXT NOT NULL DEFAULT 'CH';
