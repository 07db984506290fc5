// The usual week as a grid of half hours, painted by dragging, by tapping, or with the keys. One stop of the tab key; arrows move inside.
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { format_locale } from "@/i18n";
import { Button, cx } from "@/ui";
import { clock_of, days_shown, half_of, day_of, painted_between, place_of, rows_shown, type Week } from "./week_grid";

export interface WeekGridProps {
  value: Week;
  onChange: (week: Week) => void;
  labelled_by: string;
  described_by?: string;
}

const weekday = (style: "short" | "long") => {
  const format = new Intl.DateTimeFormat(format_locale, { weekday: style, timeZone: "UTC" });
  return Array.from({ length: days_shown }, (_, day) => format.format(Date.UTC(2027, 0, 4 + day))); // a Monday and the days after it
};
export const day_names = weekday("long");
const short_names = weekday("short");

export function WeekGrid({ value, onChange, labelled_by, described_by }: WeekGridProps) {
  const { t } = useLingui();
  const [whole_day, set_whole_day] = useState(false);
  const rows = rows_shown(value, whole_day);
  const [at, set_at] = useState(() => place_of(0, 18));
  const focus_next = useRef(false);
  const grid = useRef<HTMLTableElement>(null);
  const drag = useRef<{ from: number; before: Week; is_free: boolean } | undefined>(undefined);
  const was_painted = useRef(false);
  const here = rows.includes(half_of(at)) ? at : place_of(day_of(at), rows[0] ?? 0);

  useEffect(() => {
    if (focus_next.current) grid.current?.querySelector<HTMLElement>(`[data-place="${at}"]`)?.focus();
    focus_next.current = false;
  }, [at]);
  useEffect(() => {
    const over = () => (drag.current = undefined);
    window.addEventListener("mouseup", over);
    return () => window.removeEventListener("mouseup", over);
  }, []);

  const toggle = (place: number) => onChange(painted_between(value, place, place, !value.has(place)));
  const begin = (event: MouseEvent, place: number) => {
    if (event.button !== 0) return; // a finger scrolls; its tap comes here as one press
    was_painted.current = true;
    drag.current = { from: place, before: value, is_free: !value.has(place) };
    set_at(place);
    toggle(place);
  };
  const enter = (place: number) => {
    if (!drag.current) return;
    onChange(painted_between(drag.current.before, drag.current.from, place, drag.current.is_free));
  };
  const tap = (place: number) => {
    if (was_painted.current) was_painted.current = false;
    else toggle(place);
  };
  const on_key = (event: KeyboardEvent, place: number) => {
    const [day, half] = [day_of(place), half_of(place)];
    const [first, last] = [rows[0]!, rows.at(-1)!];
    const to = { ArrowUp: place_of(day, Math.max(first, half - 1)), ArrowDown: place_of(day, Math.min(last, half + 1)), ArrowLeft: place_of(Math.max(0, day - 1), half), ArrowRight: place_of(Math.min(days_shown - 1, day + 1), half), Home: place_of(day, first), End: place_of(day, last) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (event.shiftKey) onChange(painted_between(value, place, to, value.has(place)));
      focus_next.current = true;
      set_at(to);
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      toggle(place);
    }
  };

  return (
    <div>
      <table ref={grid} role="grid" aria-labelledby={labelled_by} aria-describedby={described_by} aria-multiselectable className="w-full max-w-2xl table-fixed select-none border-separate [border-spacing:0] text-xs">
        <thead>
          <tr>
            <td className="w-11" />
            {short_names.map((name, day) => (
              <th key={name} scope="col" className="border-b border-line pb-1.5 font-medium text-soft">
                <abbr title={day_names[day]} className="no-underline">
                  {name}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((half) => (
            <tr key={half}>
              <th scope="row" className="tabular h-6 pr-2 text-right font-normal leading-none text-faint">
                {half % 2 === 0 ? clock_of(half) : <span className="sr-only">{clock_of(half)}</span>}
              </th>
              {short_names.map((_, day) => {
                const place = place_of(day, half);
                const is_free = value.has(place);
                const [name, from, to] = [day_names[day] ?? "", clock_of(half), clock_of(half + 1)];
                return (
                  <td
                    key={day}
                    role="gridcell"
                    aria-selected={is_free}
                    aria-label={t`${name} ${from} to ${to}`}
                    tabIndex={place === here ? 0 : -1}
                    data-place={place}
                    onMouseDown={(event) => begin(event, place)}
                    onMouseEnter={() => enter(place)}
                    onClick={() => tap(place)}
                    onKeyDown={(event) => on_key(event, place)}
                    className={cx(
                      "cursor-pointer border-b border-l focus-visible:-outline-offset-2",
                      is_free ? "border-accent bg-accent" : "border-line bg-surface hover:bg-sunken",
                      day === days_shown - 1 && "border-r",
                    )}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Button look="quiet" size="small" className="mt-2" aria-expanded={whole_day} onClick={() => set_whole_day(!whole_day)}>
        {whole_day ? <Trans>Show the working day</Trans> : <Trans>Show the whole day</Trans>}
      </Button>
    </div>
  );
}
