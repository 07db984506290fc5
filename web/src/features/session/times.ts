// Times of sessions as two inputs, a day and a clock time in one zone, and the days a week grid shows. Zones are always explicit.
import { fromAbsolute, parseDate, parseTime, toCalendarDateTime, toZoned, type CalendarDate } from "@internationalized/date";

export interface LocalMoment {
  /** "2027-03-30" */
  date: string;
  /** "09:30" */
  time: string;
}

/** What the clock on the wall says at an instant in a zone. */
export function localMoment(at: string, zone: string): LocalMoment {
  const there = fromAbsolute(Date.parse(at), zone);
  const two = (number: number) => String(number).padStart(2, "0");
  return { date: `${there.year}-${two(there.month)}-${two(there.day)}`, time: `${two(there.hour)}:${two(there.minute)}` };
}

/** The instant of a local time, or nothing while the inputs are incomplete. A time that a clock change skips moves to after it. */
export function instantOf({ date, time }: LocalMoment, zone: string): string | undefined {
  try {
    const there = toZoned(toCalendarDateTime(parseDate(date), parseTime(time)), zone, "compatible");
    return new Date(there.toDate().getTime()).toISOString().replace(/\.\d{3}Z$/, "Z");
  } catch {
    return undefined;
  }
}

/** The same day and local time, so many weeks later, whatever the clocks do in between. */
export function weeksLater(at: string, zone: string, weeks: number): string {
  const there = fromAbsolute(Date.parse(at), zone).add({ weeks });
  return there.toDate().toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** The days of the week that holds a date, from the first weekday of the locale. */
export function daysOfWeek(date: string, first_day: number): string[] {
  const day = parseDate(date);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const start: CalendarDate = day.subtract({ days: (weekday - first_day + 7) % 7 });
  return Array.from({ length: 7 }, (_, index) => start.add({ days: index }).toString());
}

/** The first day of the week for a locale, 0 for Sunday. Monday where the browser does not say. */
export function firstDayOfWeek(locale: string): number {
  try {
    const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
    const day = known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1;
    return day % 7;
  } catch {
    return 1;
  }
}
