// Everybody the viewer may see, by name, role and manager.
import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useState } from "react";
import { peopleQuery, type PersonRow } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { Badge, Button, ButtonLink, Check, type Column, EmptyState, ErrorState, Field, Input, Loading, LocalDate, Page, PersonChip, Table } from "@/ui";
import { useJobRoleName } from "./job_roles";

export function PeoplePage() {
  const { t } = useLingui();
  const me = useMe();
  const search = useSearch({ from: "/shell/people" });
  const navigate = useNavigate();
  const [typed, set_typed] = useState(search.search ?? "");
  const settled = useDeferredValue(typed.trim());
  useEffect(() => {
    if (settled !== (search.search ?? "")) void navigate({ to: "/people", search: { ...search, search: settled || undefined }, replace: true });
  }, [settled, search, navigate]);
  const people = useInfiniteQuery({ ...peopleQuery({ search: search.search, role: search.role, active: search.former ? undefined : true }), placeholderData: keepPreviousData });
  const rows = people.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Page title={t`People`} width="wide">
      <div className="mb-5 flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field label={t`Find by name`} className="w-full sm:w-72">
          <Input type="search" value={typed} onChange={(event) => set_typed(event.target.value)} autoComplete="off" />
        </Field>
        <Check label={t`With those who left`} className="pb-2 text-sm" checked={search.former === true} onChange={(event) => void navigate({ to: "/people", search: { ...search, former: event.target.checked || undefined }, replace: true })} />
      </div>
      {people.isPending ? (
        <Loading lines={8} />
      ) : people.isError ? (
        <ErrorState error={people.error} retry={() => void people.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={search.search ? t`Nobody is called “${search.search}”.` : <Trans>No people yet.</Trans>}
          action={
            search.search ? (
              <Button onClick={() => set_typed("")}>
                <Trans>Show everybody</Trans>
              </Button>
            ) : (
              has_role(me, "revops", "admin") && (
                <ButtonLink href="/imports/new?kind=roster" look="primary">
                  <Trans>Import the roster</Trans>
                </ButtonLink>
              )
            )
          }
        >
          {!search.search && <Trans>The directory fills from the roster: name, role, manager, dates.</Trans>}
        </EmptyState>
      ) : (
        <>
          <PeopleTable rows={rows} />
          {people.hasNextPage && (
            <div className="mt-4 text-center">
              <Button busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
                <Trans>Show more</Trans>
              </Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

function PeopleTable({ rows }: { rows: PersonRow[] }) {
  const { t } = useLingui();
  const job_role_name = useJobRoleName();
  const columns: Column<PersonRow>[] = [
    {
      key: "name",
      title: t`Name`,
      is_row_header: true,
      cell: (person) => (
        <span className="flex flex-wrap items-center gap-2">
          <PersonChip person={person} />
          {!person.is_active && (
            <Badge>
              <Trans>Left</Trans>
            </Badge>
          )}
        </span>
      ),
    },
    { key: "role", title: t`Role`, cell: (person) => job_role_name(person.job_role) },
    { key: "manager", title: t`Manager`, cell: (person) => (person.manager ? <PersonChip person={person.manager} size="small" /> : <span className="text-faint">–</span>) },
    { key: "segment", title: t`Segment`, hide_narrow: true, cell: (person) => person.segment ?? "" },
    { key: "region", title: t`Region`, hide_narrow: true, cell: (person) => person.region ?? "" },
    { key: "since", title: t`Since`, hide_narrow: true, align: "end", cell: (person) => person.hire_date && <LocalDate date={person.hire_date} /> },
  ];
  return <Table caption={t`People`} columns={columns} rows={rows} row_key={(person) => person.id} />;
}
