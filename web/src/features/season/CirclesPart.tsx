// The circles there are: who, when, who may facilitate; one is disbanded here.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Button, ButtonLink, EmptyState, ErrorState, Field, LocalDate, Loading, Pager, Select, Table } from "@/ui";
import { DisbandDialog } from "./DisbandDialog";
import { circlesQuery, rows_a_page, seasonsQuery } from "./queries";
import type { CircleRow, Season } from "./wire";
import { end_reasons, slot_text, zone_name } from "./words";

export function CirclesPart({ season }: { season: Season }) {
  const { t } = useLingui();
  const [state, set_state] = useState<"running" | "ended">("running");
  const [from, set_from] = useState(1);
  const [disbanding, set_disbanding] = useState<CircleRow>();
  const other = useQuery(seasonsQuery).data?.items.find(({ id, circles: running, state: of }) => id !== season.season.id && of !== "over" && running > 0);
  const circles = useQuery(circlesQuery(season.season.id, state, from));
  const rows = circles.data?.items ?? [];
  return (
    <>
      <Field label={t`Show`} className="mb-5 w-44">
        <Select
          value={state}
          onChange={(event) => {
            set_state(event.target.value as "running" | "ended");
            set_from(1);
          }}
          className="!h-9 text-sm"
        >
          <option value="running">{t`Running`}</option>
          <option value="ended">{t`Ended`}</option>
        </Select>
      </Field>
      {circles.isPending ? (
        <Loading lines={4} />
      ) : circles.isError ? (
        <ErrorState error={circles.error} retry={() => void circles.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={state === "running" ? <Trans>No circle of this season is running.</Trans> : <Trans>No circle of this season has ended.</Trans>}
          action={state === "running" && other && <ButtonLink href={`/circles/season?season=${other.id}&part=circles`}>{t`See the circles of ${other.name}`}</ButtonLink>}
        >
          {state === "running" && season.season.state === "forming" && <Trans>They run once a proposal is published.</Trans>}
        </EmptyState>
      ) : (
        <Table
          caption={t`Circles`}
          rows={rows}
          row_key={({ id }) => id}
          columns={[
            { key: "name", title: t`Circle`, is_row_header: true, cell: (row: CircleRow) => <span className="font-medium">{row.name}</span> },
            { key: "members", title: t`Members`, cell: (row: CircleRow) => <Members row={row} /> },
            {
              key: "slot",
              title: t`When`,
              cell: (row: CircleRow) => (
                <span className="tabular">
                  {slot_text(row)}
                  <span className="block text-xs text-faint">
                    {zone_name(row.time_zone)} · <Plural value={row.every_weeks} one="every week" other="every # weeks" /> · <Plural value={row.length_minutes} one="# min" other="# min" />
                  </span>
                </span>
              ),
            },
            {
              key: "state",
              title: <span className="sr-only">{t`What can be done`}</span>,
              align: "end",
              cell: (row: CircleRow) =>
                row.ended_at ? (
                  <Ended row={row} />
                ) : (
                  <Button size="small" look="quiet" aria-label={t`Disband ${row.name}`} onClick={() => set_disbanding(row)}>
                    <Trans>Disband</Trans>
                  </Button>
                ),
            },
          ]}
        />
      )}
      {circles.data && <Pager label={t`Pages of circles`} from={from} a_page={rows_a_page} in_all={circles.data.in_all} onFrom={set_from} className="mt-4" />}
      {disbanding && <DisbandDialog circle={disbanding} onClose={() => set_disbanding(undefined)} />}
    </>
  );
}

function Members({ row }: { row: CircleRow }) {
  const { t } = useLingui();
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {row.members.map(({ person, is_certified }) => (
        <li key={person.id} className="whitespace-nowrap">
          {person.name}
          {is_certified && (
            <span title={t`May facilitate`} className="ml-1 text-accent">
              <span aria-hidden>◆</span>
              <span className="sr-only">{t`May facilitate`}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Ended({ row }: { row: CircleRow }) {
  const { i18n } = useLingui();
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-1.5 text-xs text-faint">
      {row.end_reason && <Badge tone="outline">{i18n._(end_reasons[row.end_reason])}</Badge>}
      {row.ended_at && <LocalDate date={row.ended_at.slice(0, 10)} />}
    </span>
  );
}
