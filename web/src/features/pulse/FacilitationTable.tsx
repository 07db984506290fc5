// Who led how many sessions in the last twelve months: the record behind small rewards and promotions.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Badge, EmptyState, ErrorState, Loading, LocalDate, PersonChip, Table, usePages } from "@/ui";
import { facilitationQuery } from "./queries";
import type { Facilitation } from "./wire";

export function FacilitationTable() {
  const { t } = useLingui();
  const record = useQuery(facilitationQuery);
  const { shown, pager } = usePages(record.data?.items ?? [], t`Pages of facilitators`, 25);
  if (record.isPending) return <Loading lines={2} />;
  if (record.isError) return <ErrorState error={record.error} retry={() => void record.refetch()} />;
  const { items, definition, from, as_of } = record.data;
  if (items.length === 0)
    return (
      <EmptyState title={<Trans>Nobody has led a session yet.</Trans>}>
        <Trans>The facilitator of each session that is held is counted here by itself.</Trans>
      </EmptyState>
    );
  return (
    <>
      <p className="-mt-1.5 mb-3 max-w-2xl text-sm text-soft">
        {definition.replace(/\.?$/, ".")}{" "}
        <Trans>
          Counted from <LocalDate date={from} /> to <LocalDate date={as_of} />.
        </Trans>
      </p>
      <Table
        caption={t`Sessions led in twelve months`}
        rows={shown}
        row_key={({ person }) => person.id}
        columns={[
          { key: "person", title: t`Facilitator`, is_row_header: true, cell: ({ person }: Facilitation["items"][number]) => <PersonChip person={person} size="small" /> },
          { key: "sessions", title: t`Sessions led`, align: "end", cell: ({ sessions }: Facilitation["items"][number]) => sessions },
          { key: "last", title: t`Last`, align: "end", cell: ({ last_led }: Facilitation["items"][number]) => last_led && <LocalDate date={last_led} /> },
          { key: "eligible", title: t`Counts for promotion`, cell: ({ is_eligible }: Facilitation["items"][number]) => is_eligible && <Badge tone="accent"><Trans>Yes</Trans></Badge> },
        ]}
      />
      {pager}
    </>
  );
}
