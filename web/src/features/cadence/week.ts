// ISO weeks as the wire writes them: "2027-W13".
const day_ms = 86_400_000;

/** The ISO week of a local date. The week belongs to the year of its Thursday. */
export function week_of(date: string) {
  const ms = Date.parse(`${date}T00:00:00Z`);
  const weekday = (new Date(ms).getUTCDay() + 6) % 7;
  const thursday = ms + (3 - weekday) * day_ms;
  const year = new Date(thursday).getUTCFullYear();
  const number = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day_ms));
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** The week so many weeks after the one that begins on that Monday. */
export const shift_week = (monday: string, weeks: number) => week_of(new Date(Date.parse(`${monday}T00:00:00Z`) + weeks * 7 * day_ms).toISOString().slice(0, 10));
