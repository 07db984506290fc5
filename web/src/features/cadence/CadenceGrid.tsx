// The grid is a table: rows are managers, columns weeks, with totals at the end. One cell takes part in the tab order; arrow keys move among them.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef, useState, type KeyboardEvent } from "react";
import type { Cadence, CadenceCell, CadenceManager } from "@/api";
import { cx, date_text, PersonChip, percent_text } from "@/ui";
import { heat_class, heat_step } from "./HeatSwatch";

export interface CadenceGridProps {
  cadence: Cadence;
  /** The manager a link led to. */
  marked?: string;
  onOpen: (manager_id: string, week: string) => void;
}

const moves: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -999], End: [0, 999] };
const week_number = (week: string) => week.split("-W")[1] ?? week;

export function CadenceGrid({ cadence, marked, onOpen }: CadenceGridProps) {
  const { t } = useLingui();
  const table = useRef<HTMLTableElement>(null);
  const [at, set_at] = useState<[number, number]>([0, Math.max(0, cadence.weeks.length - 1)]);
  const on_key = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const row = Math.max(0, Math.min(cadence.managers.length - 1, at[0] + move[0]));
    const column = Math.max(0, Math.min(cadence.weeks.length - 1, at[1] + move[1]));
    set_at([row, column]);
    table.current?.querySelector<HTMLElement>(`[data-at="${row}:${column}"]`)?.focus();
  };
  const head = "border-b border-line px-1 pb-2 text-xs font-medium text-faint align-bottom";
  return (
    <div role="region" aria-label={t`Managers by weeks`} tabIndex={0} className="cadence-grid -mx-4 overflow-x-auto wrap-normal px-4 pb-2 sm:mx-0 sm:px-0 print:overflow-visible">
      <table ref={table} onKeyDown={on_key} className="w-full border-separate [border-spacing:0] text-sm tabular">
        <caption className="sr-only">
          <Trans>Conversations held of owed, by manager and week</Trans>
        </caption>
        <thead>
          <tr>
            <th scope="col" className={cx(head, "sticky left-0 z-10 bg-page text-left sm:min-w-40")}>
              <Trans>Manager</Trans>
            </th>
            {cadence.weeks.map(({ week, monday }, index) => (
              <th key={week} scope="col" className={cx(head, "w-10 text-center")}>
                <abbr className="no-underline" title={t`Week ${week_number(week)}, from ${date_text(monday)}`}>
                  {index === 0 || monday.slice(8) <= "07" ? <span className="block w-0 whitespace-nowrap text-ink">{date_text(monday, false)}</span> : null}
                  {week_number(week)}
                </abbr>
              </th>
            ))}
            {[t`Held`, t`Short`, t`Moved`, t`Excused`, t`Cancelled`, t`Missed`].map((label) => (
              <th key={label} scope="col" className={cx(head, "px-1.5 text-right")}>
                {label}
              </th>
            ))}
            <th scope="col" className={cx(head, "pl-3 text-left")}>
              <Trans>Rate</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {cadence.managers.map((row, index) => (
            <Row key={row.manager?.id ?? ""} row={row} is_marked={row.manager !== undefined && row.manager.id === marked} weeks={cadence.weeks} index={index} at={at} onFocus={(column) => set_at([index, column])} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  row: CadenceManager;
  is_marked: boolean;
  weeks: Cadence["weeks"];
  index: number;
  at: [number, number];
  onFocus: (column: number) => void;
  onOpen: CadenceGridProps["onOpen"];
}

function Row({ row, is_marked, weeks, index, at, onFocus, onOpen }: RowProps) {
  const { t } = useLingui();
  const { total, manager } = row;
  const reps = plural(row.reps, { one: "# rep", other: "# reps" });
  return (
    <tr aria-current={is_marked || undefined}>
      <th scope="row" className={cx("sticky left-0 z-10 min-w-30 max-w-56 bg-page py-1 pr-3 text-left font-normal wrap-anywhere", is_marked && "border-l-2 border-accent pl-2")}>
        {manager ? (
          <PersonChip person={manager} detail={reps} size="small" />
        ) : (
          <span className="block text-soft">
            <Trans>No manager</Trans>
            <span className="block text-xs text-faint">{reps}</span>
          </span>
        )}
      </th>
      {weeks.map(({ week, monday }, column) => (
        <td key={week} className="p-px">
          <Cell cell={row.cells[column]} name={manager?.name ?? t`No manager`} monday={monday} place={`${index}:${column}`} is_tab_stop={at[0] === index && at[1] === column} onFocus={() => onFocus(column)} onOpen={manager && (() => onOpen(manager.id, week))} />
        </td>
      ))}
      {[total.held, total.short, total.moved, total.excused, total.cancelled, total.missed].map((count, column) => (
        <td key={column} className={cx("px-1.5 text-right", count === 0 && "text-faint")}>
          {count}
        </td>
      ))}
      <td className="pl-3">
        {total.rate === undefined || total.rate === null ? (
          <span className="whitespace-nowrap text-faint">
            <Trans>Not enough data</Trans>
          </span>
        ) : (
          <span className="flex items-center gap-2 whitespace-nowrap">
            <span className="w-10 text-right font-medium">{percent_text(total.rate)}</span>
            <span className="text-xs leading-tight text-faint">
              {total.low !== undefined && total.high !== undefined && <span className="block">{t`${percent_text(total.low)} to ${percent_text(total.high)}`}</span>}
              <span className="block">n = {total.n}</span>
            </span>
          </span>
        )}
      </td>
    </tr>
  );
}

interface CellProps {
  cell: CadenceCell | undefined;
  name: string;
  monday: string;
  place: string;
  is_tab_stop: boolean;
  onFocus: () => void;
  /** Behind a row that nobody leads there is nothing to look at. */
  onOpen?: () => void;
}

function Cell({ cell, name, monday, place, is_tab_stop, onFocus, onOpen }: CellProps) {
  const { t } = useLingui();
  if (!cell) return null;
  const step = heat_step(cell);
  const label = t`${name}, week of ${date_text(monday)}: ${cell.held} of ${cell.owed} held, ${cell.short} short, ${cell.excused} excused, ${cell.cancelled} cancelled, ${cell.missed} missed, ${cell.pending} not due yet`;
  return (
    <button
      type="button"
      data-at={place}
      tabIndex={is_tab_stop ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
      title={label}
      className={cx("relative flex h-9 w-full min-w-9.5 cursor-pointer items-baseline justify-center rounded-md pt-3 leading-none hover:outline hover:outline-line-strong", !onOpen && "cursor-default", step === undefined ? "bg-sunken text-soft" : heat_class(step))}
    >
      {/* The name begins with what is seen; the rest of it is for those who do not see the place in the grid. */}
      {cell.owed === 0 ? <span className="text-faint">–</span> : <span className="font-semibold">{cell.held}</span>}
      {cell.owed > 0 && <span className="text-xs text-soft">/{cell.owed}</span>}
      <span className="sr-only"> {label}</span>
      {cell.short > 0 && (
        <svg width="6" height="6" viewBox="0 0 6 6" aria-hidden className={cx("absolute top-1 fill-warn", cell.missed > 0 ? "right-3" : "right-1")}>
          <path d="M0.5 3a2.5 2.5 0 0 0 5 0z" />
        </svg>
      )}
      {cell.missed > 0 && (
        <svg width="6" height="6" viewBox="0 0 6 6" aria-hidden className="absolute right-1 top-1 fill-bad">
          <circle cx="3" cy="3" r="2.5" />
        </svg>
      )}
    </button>
  );
}
