// A semantic table (roles are explicit, since a table laid out as blocks loses them). On narrow screens the rows become cards unless `keep_columns` is set (then the table scrolls inside its own box).
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Column<Row> {
  key: string;
  title: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** This column names the row. Exactly one column should. */
  is_row_header?: boolean;
  /** Left out on narrow screens. */
  hide_narrow?: boolean;
  className?: string;
}

export interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  row_key: (row: Row) => string;
  keep_columns?: boolean;
}

export function Table<Row>({ caption, columns, rows, row_key, keep_columns = false }: TableProps<Row>) {
  const table = (
    <table role="table" className={cx("w-full border-collapse text-sm", !keep_columns && "max-sm:block")}>
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className={cx(!keep_columns && "max-sm:sr-only")}>
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={cx("border-b border-line px-3 py-2 text-xs font-medium text-faint wrap-break-word first:pl-0 last:pr-0", column.align === "end" ? "text-right" : "text-left", column.hide_narrow && "max-md:hidden", column.className)}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className={cx(!keep_columns && "max-sm:block")}>
        {rows.map((row) => (
          <tr role="row" key={row_key(row)} className={cx("border-b border-line last:border-0", !keep_columns && "max-sm:block max-sm:py-2.5")}>
            {columns.map((column) => {
              const Cell = column.is_row_header ? "th" : "td";
              return (
                <Cell
                  key={column.key}
                  role={column.is_row_header ? "rowheader" : "cell"}
                  scope={column.is_row_header ? "row" : undefined}
                  className={cx(
                    "px-3 py-2.5 align-middle font-normal first:pl-0 last:pr-0",
                    column.align === "end" ? "text-right tabular wrap-normal max-sm:text-left" : "text-left",
                    !keep_columns && !column.hide_narrow && (column.is_row_header ? "max-sm:block max-sm:px-0 max-sm:pb-1.5" : "max-sm:grid max-sm:grid-cols-[7.5rem_minmax(0,1fr)] max-sm:items-baseline max-sm:px-0 max-sm:py-0.5"),
                    column.hide_narrow && "max-md:hidden",
                    column.className,
                  )}
                >
                  {!keep_columns && !column.is_row_header && (
                    <span aria-hidden className="text-faint sm:hidden">
                      {column.title}
                    </span>
                  )}
                  {/* Words of ten letters stay whole, however full the table is. */}
                  <div className={column.align === "end" ? "min-w-0" : "min-w-0 sm:min-w-18"}>{column.cell(row)}</div>
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return keep_columns ? (
    <ScrollBox label={caption}>{table}</ScrollBox>
  ) : (
    table
  );
}

/** A box that scrolls sideways by itself, reachable by keyboard, so that the page never does. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto">
      {children}
    </div>
  );
}
