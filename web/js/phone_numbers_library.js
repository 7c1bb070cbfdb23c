// What web/js/phone_numbers.js uses of libphonenumber-js, with its smallest metadata. esbuild leaves out the rest.
import { Metadata, parsePhoneNumberWithError, validatePhoneNumberLength } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/min/metadata";

window.libphonenumber = {
  metadata: new Metadata(metadata),
  parse: (typed, options) => parsePhoneNumberWithError(typed, options, metadata),
  validateLength: (typed, options) => validatePhoneNumberLength(typed, options, metadata),
};
