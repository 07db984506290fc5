// A timeline with its ride-alongs in their places: the server keeps both, each on its own page.
import type { TimelineEntry } from "@/api";
import type { RideAlongRow } from "@/features/ridealong/wire";

export type TimelineLine = { at: string; entry: TimelineEntry; row?: undefined } | { at: string; row: RideAlongRow; entry?: undefined };

/** Newest first. While earlier entries are still to be fetched, ride-alongs from before them wait too. */
export function withRideAlongs(entries: readonly TimelineEntry[], rows: readonly RideAlongRow[], has_more: boolean): TimelineLine[] {
  const oldest = has_more ? (entries.at(-1)?.at ?? "") : "";
  const lines: TimelineLine[] = [
    ...entries.map((entry): TimelineLine => ({ at: entry.at, entry })),
    ...rows.filter(({ call }) => call.starts_at >= oldest).map((row): TimelineLine => ({ at: row.call.starts_at, row })),
  ];
  return lines.sort((a, b) => b.at.localeCompare(a.at));
}
