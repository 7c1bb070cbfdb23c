// Dates, times, numbers and money as the browser's own Intl writes them, for web/locale_intl.cpp. An Intl object is made
// once for each language and form; the program keeps the answers.

Module.portail = Module.portail || {};

Module.portail.locale = (() => {
  const MINUTE = 60000;
  const DAY = 86400000;

  // Days and times are local already: they are handed over as UTC.
  const date = (fields, unit) => (tag) => {
    const format = new Intl.DateTimeFormat(tag, Object.assign({ timeZone: "UTC" }, fields));
    return (value) => format.format(value * unit);
  };
  // A name alone as it stands in a date, which in some languages is another than that of a heading.
  const part = (type, fields) => (tag) => {
    const format = new Intl.DateTimeFormat(tag, Object.assign({ timeZone: "UTC" }, fields));
    return (value) => format.formatToParts(value * DAY).find((found) => found.type === type).value;
  };
  const relative = (unit, numeric) => (tag) => {
    const format = new Intl.RelativeTimeFormat(tag, { numeric: numeric });
    return (value) => format.format(value, unit);
  };
  const number = (options) => (tag) => {
    const format = new Intl.NumberFormat(tag, options);
    return (value) => format.format(value);
  };
  const duration = (unit) => number({ style: "unit", unit: unit, unitDisplay: "short" });
  const plural = (answer) => (tag) => {
    const rules = new Intl.PluralRules(tag);
    return (value) => answer(rules, value);
  };

  // In the order of LocaleForm (shared/i18n/locale_source.h).
  const FORMS = [
    date({ day: "numeric", month: "long", year: "numeric" }, DAY),
    date({ day: "2-digit", month: "2-digit", year: "numeric" }, DAY),
    date({ weekday: "long", day: "numeric", month: "long" }, DAY),
    date({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, DAY),
    date({ month: "long", year: "numeric" }, DAY),
    part("month", { day: "numeric", month: "long" }),
    part("month", { day: "numeric", month: "short" }),
    part("weekday", { weekday: "long" }),
    part("weekday", { weekday: "short" }),
    date({ hour: "2-digit", minute: "2-digit" }, MINUTE),
    relative("day", "auto"),
    relative("hour", "always"),
    relative("minute", "always"),
    duration("minute"),
    duration("hour"),
    number({}),
    plural((rules, value) => rules.select(value)),
    plural((rules) => rules.resolvedOptions().pluralCategories.join(" ")),
  ];

  const made = new Map();
  const once = (key, make) => {
    if (!made.has(key)) {
      made.set(key, make());
    }
    return made.get(key);
  };
  // A tag or a currency that the browser does not know is an error there; here it is no answer.
  const safely = (answer) => {
    try {
      return answer();
    } catch (error) {
      return "";
    }
  };

  const text = (tag, form, value) => safely(() => once(tag + " " + form, () => FORMS[form](tag))(value));

  const money = (tag, currency, digits, minorUnits) =>
    safely(() => {
      const options = { style: "currency", currency: currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
      return once(tag + " " + currency, () => new Intl.NumberFormat(tag, options)).format(minorUnits / 10 ** digits);
    });

  return { text: text, money: money };
})();
