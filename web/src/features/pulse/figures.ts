// Figures about circles in words: what is shown, how sharp it is, and what is withheld.
import { t } from "@lingui/core/macro";
import { format_locale } from "@/i18n";
import { number_text } from "@/ui";
import type { Figure } from "./wire";

export type Unit = "points" | "percent";

const points = new Intl.NumberFormat(format_locale, { signDisplay: "exceptZero", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(format_locale, { style: "percent", maximumFractionDigits: 1 });
/** "+40" or "85 %". */
export const value_text = (value: number, unit: Unit) => (unit === "points" ? points.format(value) : percent.format(value / 100));

/** "+40 or more". */
export function bounded_text(value: number, bound: Figure["bound"], unit: Unit) {
  const said = value_text(value, unit);
  if (bound === "at_least") return t`${said} or more`;
  if (bound === "at_most") return t`${said} or less`;
  return said;
}

/** The figure in words, or nothing where it is withheld. */
export const figure_text = ({ standing, value, bound }: Figure, unit: Unit) => (standing === "withheld" || value === undefined ? undefined : bounded_text(value, bound, unit));

/** How sharp a figure is: "n = 5, one answer moves it by 20 points". */
export function sharpness_text({ n, step }: Figure, unit: Unit) {
  if (n === undefined) return undefined;
  const people = number_text(n);
  if (step === undefined) return `n = ${people}`;
  const moved = number_text(step, 1);
  return unit === "points" ? t`n = ${people}; one answer moves it by ${moved}` : t`n = ${people}; one moves it by ${moved} %`;
}
