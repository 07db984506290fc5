// The programme's rows as managers and leaders have them, and members read the very same: never a circle, never a person.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { DateTime, date_text, EmptyState, Table } from "@/ui";
import { FigureView } from "./FigureView";
import { quarter_name } from "./words";
import type { Programme, ProgrammeRow } from "./wire";

export function ProgrammeView({ programme }: { programme: Programme }) {
  const { t } = useLingui();
  if (!programme.quarter)
    return (
      <EmptyState title={<Trans>No quarter has closed yet.</Trans>}>
        <Trans>When one has, its numbers stand here once and never change: not when somebody leaves, not when late answers come in.</Trans>
      </EmptyState>
    );
  const { rows, minimum_circles, minimum_people, scale } = programme;
  const [whole, ...groups] = rows;
  return (
    <div className="grid gap-6">
      <p className="text-sm text-faint">
        {programme.first_day && programme.last_day && t`${quarter_name(programme.quarter)}, ${date_text(programme.first_day, false)} to ${date_text(programme.last_day)}.`}{" "}
        {programme.published_at && (
          <Trans>
            Published <DateTime at={programme.published_at} show="day" />, and not changed since.
          </Trans>
        )}
      </p>
      {whole && <Headline row={whole} />}
      {groups.length > 0 && (
        <Table
          caption={t`The programme by kind of circle`}
          rows={groups}
          row_key={({ group }) => group}
          columns={[
            { key: "group", title: t`Circles`, is_row_header: true, cell: (row: ProgrammeRow) => <span className="font-medium">{row.name}</span> },
            { key: "count", title: t`How many`, align: "end", cell: ({ circles }: ProgrammeRow) => circles ?? <span className="text-faint">–</span> },
            { key: "attendance", title: t`Attendance`, align: "end", cell: (row: ProgrammeRow) => <FigureView figure={row.attendance} unit="percent" label={t`Attendance of ${row.name}`} /> },
            { key: "enps", title: t`eNPS`, align: "end", cell: (row: ProgrammeRow) => <FigureView figure={row.enps} unit="points" label={t`eNPS of ${row.name}`} /> },
            { key: "follow", title: t`Commitments followed through`, align: "end", cell: (row: ProgrammeRow) => <FigureView figure={row.follow_through} unit="percent" label={t`Follow-through of ${row.name}`} /> },
          ]}
        />
      )}
      <div className="grid max-w-2xl gap-2 text-sm text-soft">
        <p>{programme.caveat}</p>
        <p>{t`A row stands for at least ${minimum_circles} circles and ${minimum_people} people who answered; eNPS runs from ${scale.lowest} to ${scale.highest}. Values are rounded, and one that would tell what somebody said is withheld.`}</p>
      </div>
    </div>
  );
}

function Headline({ row }: { row: ProgrammeRow }) {
  const { t } = useLingui();
  const figures = [
    { label: t`Attendance`, figure: row.attendance, unit: "percent" as const },
    { label: t`eNPS`, figure: row.enps, unit: "points" as const },
    { label: t`Commitments followed through`, figure: row.follow_through, unit: "percent" as const },
  ];
  return (
    <section aria-label={row.name} className="rounded-xl border border-line bg-surface p-4 shadow-raised sm:p-5">
      <h2 className="text-base font-semibold">
        {row.name}
        {row.circles !== undefined && (
          <span className="ml-1.5 font-normal text-faint">
            <Plural value={row.circles} one="# circle" other="# circles" />
          </span>
        )}
      </h2>
      <dl className="mt-3 grid gap-x-8 gap-y-3 sm:grid-cols-3">
        {figures.map(({ label, figure, unit }) => (
          <div key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className="mt-0.5">
              <FigureView figure={figure} unit={unit} label={label} large />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
