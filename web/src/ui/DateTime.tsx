// A point in time, in the viewer's zone, machine-readable underneath. When the conversation's own zone shows another clock, both are said.
import { useMe } from "@/shell/me";
import { clocks_differ, date_text, date_time_text, day_of_year_text, day_text, relative_day_text, time_text, zone_text } from "./when";

/** With the weekday when it is of this year, with the year when it is not. */
const day_in_context = (at: string, now: string, zone: string) => (at.slice(0, 4) === now.slice(0, 4) ? day_text(at, zone) : day_of_year_text(at, zone));

export interface DateTimeProps {
  at: string;
  /** The zone the thing belongs to, when it may differ from the viewer's. */
  zone?: string;
  show?: "date_time" | "time" | "day" | "relative";
}

export function DateTime({ at, zone, show = "date_time" }: DateTimeProps) {
  const me = useMe();
  const mine = me.time_zone;
  const text = show === "time" ? time_text(at, mine) : show === "day" ? day_in_context(at, me.now, mine) : show === "relative" ? relative_day_text(at, me.now, mine) : date_time_text(at, mine);
  const other = zone && show !== "day" && show !== "relative" && clocks_differ(at, mine, zone) ? `${time_text(at, zone)} ${zone_text(at, zone)}` : null;
  return (
    <time dateTime={at} title={`${date_time_text(at, mine)} ${zone_text(at, mine)}`} className="tabular">
      {text}
      {other && <span className="text-faint"> ({other})</span>}
    </time>
  );
}

/** A local date, the same everywhere. */
export function LocalDate({ date, year = true }: { date: string; year?: boolean }) {
  return (
    <time dateTime={date} className="tabular whitespace-nowrap">
      {date_text(date, year)}
    </time>
  );
}
