// Telephone numbers for web/phone_library_web.cpp: libphonenumber-js with its smallest metadata, a file of its own beside
// the program (web/js/phone_numbers_library.js), fetched when the page has nothing better to do. Offline it comes from the service worker.

Module.portail = Module.portail || {};

Module.portail.phoneNumbers = (() => {
  const source = document.currentScript.src.replace(/[^/]*$/, "phone_numbers_library.js");
  const PATIENCE = 2000;
  let isAsked = false;

  const library = () => window.libphonenumber;
  const isReady = () => Boolean(library());

  const fetchIt = () => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => Module._portail_phone_numbers_ready();
    // Without it numbers are taken and shown as they stand; the next start tries again.
    script.onerror = () => console.warn("Not loaded: " + source);
    document.head.appendChild(script);
  };

  const load = () => {
    if (!isAsked) {
      isAsked = true;
      window.requestIdleCallback ? requestIdleCallback(fetchIt, { timeout: PATIENCE }) : setTimeout(fetchIt, PATIENCE);
    }
  };

  const failed = (problem) => problem + "\n\n\n\n";

  // By its length alone: operators open new ranges faster than programs are updated.
  const read = (typed, country) => {
    const { parse, validateLength, metadata } = library();
    const home = country && metadata.hasCountry(country) ? country : undefined;
    const options = home ? { defaultCountry: home, extract: false } : { extract: false };
    try {
      const problem = validateLength(typed, options);
      if (problem) {
        return failed(problem === "INVALID_LENGTH" ? "TOO_SHORT" : problem);
      }
      const number = parse(typed, options);
      // "079 123 45 6": with its zero it is as long as a whole number without.
      if (number.nationalNumber.startsWith("0") && !number.isValid()) {
        return failed("TOO_SHORT");
      }
      const region = metadata.getCountryCodesForCallingCode(number.countryCallingCode);
      return ["", number.number, number.formatNational(), number.formatInternational(), (region && region[0]) || ""].join("\n");
    } catch (error) {
      return failed(error.message || "NOT_A_NUMBER");
    }
  };

  return { isReady: isReady, load: load, read: read };
})();
