// Who is in, who is not, what keeps somebody out, whose certificate is due; certificates are given and ended here.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { Button, EmptyState, ErrorState, Field, Input, Loading, number_text, PersonChip, Select, Table } from "@/ui";
import { CertificateCell } from "./CertificateCell";
import { PairsApart } from "./PairsApart";
import { seasonPeopleQuery, type PeopleState } from "./queries";
import type { Season, SeasonPerson } from "./wire";
import { months_text, zone_name } from "./words";

const states: PeopleState[] = ["in", "not_in", "kept_out", "certificate_due"];

export function PeoplePart({ season }: { season: Season }) {
  const { t } = useLingui();
  const found = useSearch({ from: "/shell/circles/season" });
  const navigate = useNavigate();
  const [typed, set_typed] = useState("");
  const search = useDeferredValue(typed.trim());
  const state = states.find((each) => each === found.state) ?? "in";
  const names: Record<PeopleState, string> = { in: t`In`, not_in: t`Not in`, kept_out: t`Want to, kept out`, certificate_due: t`Certificate due` };
  const people = useInfiniteQuery(seasonPeopleQuery(season.season.id, state, search));
  const rows = people.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-3">
        <Field label={t`Show`} className="w-52">
          <Select value={state} onChange={(event) => void navigate({ to: "/circles/season", search: { ...found, part: "people", state: event.target.value }, replace: true, resetScroll: false })} className="!h-9 text-sm">
            {states.map((each) => (
              <option key={each} value={each}>
                {each === "certificate_due" || season.counts[each] > 0 ? t`${names[each]} (${number_text(each === "certificate_due" ? season.counts.certificates_due : season.counts[each])})` : names[each]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`Name`} className="w-56">
          <Input type="search" value={typed} onChange={(event) => set_typed(event.target.value)} className="!h-9 text-sm" />
        </Field>
      </div>
      {people.isPending ? (
        <Loading lines={6} />
      ) : people.isError ? (
        <ErrorState error={people.error} retry={() => void people.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title={search ? t`Nobody of that name.` : state === "kept_out" ? t`Nobody who wants to be in is kept out.` : state === "certificate_due" ? t`No certificate is due.` : t`Nobody yet.`}>
          {state === "in" && !search && <Trans>Reps join by themselves, on their own page of circles. Nobody is put in.</Trans>}
        </EmptyState>
      ) : (
        <PeopleTable rows={rows} says_why={state !== "in"} />
      )}
      {people.hasNextPage && (
        <Button className="mt-4" busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          <Trans>More</Trans>
        </Button>
      )}
      <PairsApart />
    </>
  );
}

function PeopleTable({ rows, says_why }: { rows: SeasonPerson[]; says_why: boolean }) {
  const { t } = useLingui();
  return (
    <Table
      caption={t`People`}
      rows={rows}
      row_key={({ person }) => person.id}
      columns={[
        { key: "person", title: t`Person`, is_row_header: true, cell: (row) => <PersonChip person={row.person} detail={[row.role_name, months_text(row.tenure_months)].join(" · ")} size="small" /> },
        ...(says_why ? [{ key: "state", title: t`Why`, cell: ({ words, state }: SeasonPerson) => words ?? (state === "not_in" ? <span className="text-faint"><Trans>Has not joined</Trans></span> : <span className="text-faint"><Trans>Nothing is in the way</Trans></span>) }] : []),
        {
          key: "starts",
          title: t`Hours a session could begin`,
          align: "end",
          cell: ({ starts_in_season, time_zone, state: standing }: SeasonPerson) =>
            standing !== "not_in" ? (
              <span title={zone_name(time_zone)} className={starts_in_season === 0 ? "text-bad" : undefined}>
                {starts_in_season}
              </span>
            ) : (
              <span className="text-faint">–</span>
            ),
        },
        { key: "wishes", title: t`Wishes`, align: "end", hide_narrow: true, cell: ({ wishes }: SeasonPerson) => (wishes > 0 ? <Plural value={wishes} one="# wish" other="# wishes" /> : "") },
        { key: "circle", title: t`Circle now`, cell: ({ circle }: SeasonPerson) => circle?.name ?? <span className="text-faint">–</span> },
        { key: "certificate", title: t`May facilitate`, cell: (row: SeasonPerson) => <CertificateCell row={row} /> },
      ]}
    />
  );
}
