// The usual week in half hours, as a set of places: `day * 48 + half hour`, days from Monday 0, in local time.
export type Week = ReadonlySet<number>;

export const halves_a_day = 48;
export const days_shown = 5; // circles meet on working days

export const place_of = (day: number, half: number) => day * halves_a_day + half;
export const day_of = (place: number) => Math.floor(place / halves_a_day);
export const half_of = (place: number) => place % halves_a_day;

/** "9:30" of the 19th half hour. */
export const clock_of = (half: number) => `${Math.floor(half / 2)}:${half % 2 === 0 ? "00" : "30"}`;
/** "09:30", as inputs of time have it. */
export const input_time_of = (half: number) => clock_of(half).padStart(5, "0");
/** The half hour a clock time lies in; nothing where it is no time. */
export function half_at(time: string): number | undefined {
  const found = /^(\d{1,2}):(\d{2})/.exec(time);
  if (!found) return undefined;
  const half = Number(found[1]) * 2 + (Number(found[2]) >= 30 ? 1 : 0);
  return half >= 0 && half <= halves_a_day ? half : undefined;
}

export interface Stretch {
  day: number;
  /** From the start of this half hour to the start of that. */
  from: number;
  to: number;
}

/** The free time as stretches, by day and hour. */
export function stretches_of(week: Week): Stretch[] {
  const found: Stretch[] = [];
  for (const place of [...week].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && last.day === day_of(place) && last.to === half_of(place)) last.to += 1;
    else found.push({ day: day_of(place), from: half_of(place), to: half_of(place) + 1 });
  }
  return found;
}

/** A stretch painted free, or not free. */
export function painted(week: Week, { day, from, to }: Stretch, is_free: boolean): Week {
  const next = new Set(week);
  for (let half = Math.max(0, from); half < Math.min(to, halves_a_day); half++)
    if (is_free) next.add(place_of(day, half));
    else next.delete(place_of(day, half));
  return next;
}

/** The rectangle between two places painted, as a drag does. */
export function painted_between(week: Week, one: number, other: number, is_free: boolean): Week {
  const [first_day, last_day] = [Math.min(day_of(one), day_of(other)), Math.max(day_of(one), day_of(other))];
  const [from, to] = [Math.min(half_of(one), half_of(other)), Math.max(half_of(one), half_of(other)) + 1];
  let next = week;
  for (let day = first_day; day <= last_day; day++) next = painted(next, { day, from, to }, is_free);
  return next;
}

/** At how many half hours an hour may begin: two free halves in a row. */
export const hours_can_begin = (week: Week) => [...week].filter((place) => half_of(place) < halves_a_day - 1 && week.has(place + 1)).length;

/** The hours shown: the working day, and whatever is free outside it. */
export function rows_shown(week: Week, whole_day: boolean): number[] {
  const halves = [...week].map(half_of);
  const from = whole_day ? 0 : Math.min(14, ...halves.map((half) => half - (half % 2)));
  const to = whole_day ? halves_a_day : Math.max(38, ...halves.map((half) => half + 2 - (half % 2)));
  return Array.from({ length: to - from }, (_, index) => from + index);
}
