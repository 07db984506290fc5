// Instants and dates in words. Everything takes the zone explicitly: a time without its zone is a guess.
import { format_locale } from "@/i18n";

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(options: Intl.DateTimeFormatOptions) {
  const key = JSON.stringify(options);
  let found = cache.get(key);
  if (!found) cache.set(key, (found = new Intl.DateTimeFormat(format_locale, options)));
  return found;
}

export const time_text = (at: string, zone: string) => formatter({ hour: "numeric", minute: "2-digit", timeZone: zone }).format(new Date(at));
export const day_text = (at: string, zone: string) => formatter({ weekday: "short", day: "numeric", month: "short", timeZone: zone }).format(new Date(at));
export const day_of_year_text = (at: string, zone: string) => formatter({ day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(new Date(at));
export const date_time_text = (at: string, zone: string) => formatter({ weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZone: zone }).format(new Date(at));

/** A local date ("2027-03-28") in words; `year` for dates that may be far away. */
export const date_text = (date: string, year = true) =>
  formatter({ day: "numeric", month: "short", year: year ? "numeric" : undefined, timeZone: "UTC" }).format(new Date(`${date.slice(0, 10)}T00:00:00Z`));

/** The zone's short name at that instant, e.g. "CET". */
export function zone_text(at: string, zone: string) {
  return formatter({ timeZone: zone, timeZoneName: "short" }).formatToParts(new Date(at)).find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** The local date at an instant in a zone, as "2027-03-28". */
export function local_date(at: string, zone: string) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date(at)).map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** Whole days from one local date to another; negative when `to` is before `from`. */
export const days_between = (from: string, to: string) => Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000);

/** The Monday of a local date's week. */
export function monday_of(date: string) {
  const at = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

const relative = new Intl.RelativeTimeFormat(format_locale, { numeric: "auto" });
/** "yesterday", "in 3 days", "2 weeks ago": for glancing, always beside or above the exact time. */
export function relative_day_text(at: string, now: string, zone: string) {
  const days = days_between(local_date(now, zone), local_date(at, zone));
  if (Math.abs(days) < 14) return relative.format(days, "day");
  if (Math.abs(days) < 70) return relative.format(Math.round(days / 7), "week");
  return relative.format(Math.round(days / 30.44), "month");
}

/** True when the two zones show different clocks at that instant. */
export const clocks_differ = (at: string, a: string, b: string) => date_time_text(at, a) !== date_time_text(at, b);
