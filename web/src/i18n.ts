// Texts: English stands in the code that says it and is loaded with it; `VITE_LOCALE=pseudo` builds with the generated pseudo-locale as a catalogue.
// Numbers and dates follow the browser's locale.
import { i18n } from "@lingui/core";

export async function loadTexts() {
  if (import.meta.env.VITE_LOCALE === "pseudo") {
    const pseudo = await import("../locales/pseudo.po");
    i18n.loadAndActivate({ locale: "pseudo", messages: pseudo.messages });
    return;
  }
  i18n.loadAndActivate({ locale: "en", messages: {} });
}

/** The locale for numbers, dates and the first day of the week. */
export const format_locale = typeof navigator === "undefined" ? "en" : (navigator.language ?? "en");

export { i18n };
