import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useDeferredValue, useState } from "react";
import { Badge, EmptyState, Field, Input, Meter, Table, usePages } from "@/ui";
import { FigureView } from "./FigureView";
import { value_text } from "./figures";
import type { CirclePulse, CirclePulseRow } from "./wire";

/** The circles of a quarter, by name: a list and no ranking. Of two thousand a page is drawn. */
export function CirclesTable({ pulse }: { pulse: CirclePulse }) {
  const { t } = useLingui();
  const [typed, set_typed] = useState("");
  const search = useDeferredValue(typed.trim().toLocaleLowerCase());
  const found = search === "" ? pulse.circles : pulse.circles.filter(({ circle }) => circle.name.toLocaleLowerCase().includes(search));
  const { shown, pager } = usePages(found, t`Pages of circles`);
  return (
    <>
      {pulse.circles.length > 12 && (
        <Field label={t`Find a circle`} className="no-print mb-3 w-full sm:w-72">
          <Input type="search" autoComplete="off" value={typed} onChange={(event) => set_typed(event.target.value)} className="!h-9 text-sm" />
        </Field>
      )}
      {found.length > 0 ? <Rows pulse={pulse} rows={shown} /> : <EmptyState title={search ? <Trans>No circle of that name.</Trans> : <Trans>No circle met in this quarter.</Trans>} />}
      {pager}
    </>
  );
}

function Rows({ pulse, rows }: { pulse: CirclePulse; rows: CirclePulseRow[] }) {
  const { t } = useLingui();
  return (
    <Table
      caption={t`Circles of the quarter`}
      rows={rows}
      row_key={({ circle }) => circle.id}
      columns={[
        { key: "circle", title: t`Circle`, is_row_header: true, cell: (row) => <CircleName row={row} /> },
        { key: "meetings", title: t`Sessions held`, align: "end", cell: ({ meetings }: CirclePulseRow) => <Meetings {...meetings} /> },
        { key: "attendance", title: t`Attendance`, cell: (row: CirclePulseRow) => <Attendance row={row} least={pulse.thresholds.attendance_percent} /> },
        { key: "enps", title: t`eNPS`, align: "end", cell: (row: CirclePulseRow) => <FigureView figure={row.enps} unit="points" label={t`eNPS of ${row.circle.name}`} /> },
        { key: "follow", title: t`Followed through`, align: "end", cell: (row: CirclePulseRow) => <FigureView figure={row.follow_through} unit="percent" label={t`Follow-through of ${row.circle.name}`} /> },
        { key: "led", title: t`Have led`, align: "end", cell: ({ facilitators }: CirclePulseRow) => <span className="tabular">{t`${facilitators.led} of ${facilitators.members}`}</span> },
      ]}
    />
  );
}

function CircleName({ row }: { row: CirclePulseRow }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="font-medium">{row.circle.name}</span>
      <span className="text-xs text-faint">
        <Plural value={row.members} one="# member" other="# members" />
      </span>
      {!row.is_running && (
        <Badge tone="outline">
          <Trans>Ended</Trans>
        </Badge>
      )}
    </span>
  );
}

function Meetings({ held, called_off, lapsed }: CirclePulseRow["meetings"]) {
  const { t } = useLingui();
  const not_held = called_off + lapsed;
  return (
    <span className="tabular">
      {held}
      {not_held > 0 && <span className="block text-xs text-faint">{t`${not_held} not held`}</span>}
    </span>
  );
}

function Attendance({ row, least }: { row: CirclePulseRow; least: number }) {
  const { t } = useLingui();
  const { present, expected, excused, missed, percent } = row.attendance;
  if (percent === undefined)
    return (
      <span className="text-faint">
        <Trans>Not enough data</Trans>
      </span>
    );
  const said = value_text(percent, "percent");
  return (
    <div className="grid min-w-30 gap-1">
      <span className="tabular flex items-baseline justify-between gap-3">
        <span className={percent < least ? "font-medium text-warn" : "font-medium"}>{said}</span>
        <span className="text-xs text-faint">{t`${present} of ${expected}`}</span>
      </span>
      <Meter value={percent} max={100} label={t`Attendance of ${row.circle.name}`} text={said} />
      {(excused > 0 || missed > 0) && <span className="tabular text-xs text-faint">{t`${excused} excused, ${missed} without notice`}</span>}
    </div>
  );
}
