// Texts: one catalogue, English; `VITE_LOCALE=pseudo` builds with the generated pseudo-locale. Numbers and dates follow the browser's locale.
import { i18n } from "@lingui/core";
import { messages } from "../locales/en.po";

export async function loadTexts() {
  if (import.meta.env.VITE_LOCALE === "pseudo") {
    const pseudo = await import("../locales/pseudo.po");
    i18n.loadAndActivate({ locale: "pseudo", messages: pseudo.messages });
    return;
  }
  i18n.loadAndActivate({ locale: "en", messages });
}

/** The locale for numbers, dates and the first day of the week. */
export const format_locale = typeof navigator === "undefined" ? "en" : (navigator.language ?? "en");

export { i18n };
