// One catalogue of English texts; `pseudo` is generated from it, to find texts that escaped the catalogue or do not fit.
export default {
  sourceLocale: "en",
  locales: ["en", "pseudo"],
  pseudoLocale: "pseudo",
  fallbackLocales: { default: "en" },
  catalogs: [{ path: "locales/{locale}", include: ["src"] }],
  format: "po",
  formatOptions: { lineNumbers: false, origins: false },
};
