-- What the business has sent to customers by e-mail, or will: a queue that the server works off, for staff alone.
-- `problem` says in one word why a mail is not sent, `last_error` in the words of the mail server.
CREATE TABLE mails (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT '',
    last_error TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;

CREATE INDEX mails_by_customer ON mails (customer_id, created_at);
CREATE INDEX mails_by_state ON mails (state, next_attempt_at);
