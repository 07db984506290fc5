// The rows behind a number: who, when, which format, and whether it counts. Metadata only.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Badge, Dialog, EmptyState, ErrorState, Loading, LocalDate, PersonChip, type Tone } from "@/ui";
import { number_text } from "@/ui/NumberWithN";
import { rowsQuery, type Asked, type CardOf, type Measure, type Row } from "./scorecard";
import { measure_name, part_name } from "./words";

export function RowsDrawer({ asked, card, measure, onClose }: { asked: Asked; card: CardOf; measure: Measure; onClose: () => void }) {
  const rows = useQuery(rowsQuery(asked, card.about.id, card.who, measure));
  return (
    <Dialog open side="right" onOpenChange={(open) => !open && onClose()} title={measure_name(measure)} description={card.about.name}>
      {rows.isPending ? (
        <Loading lines={6} />
      ) : rows.isError ? (
        <ErrorState error={rows.error} retry={() => void rows.refetch()} />
      ) : (
        <>
          <p className="mb-3 text-sm text-soft">{rows.data.formula}</p>
          {rows.data.items.length === 0 ? (
            <EmptyState title={<Trans>Nothing stands behind this number.</Trans>} />
          ) : (
            <ul className="divide-y divide-line">
              {rows.data.items.map((row, index) => (
                <RowLine key={index} row={row} of_leader={card.who === "leader"} />
              ))}
            </ul>
          )}
          <p className="mt-4 text-sm text-faint">
            <Trans>You see that it happened and how it was run. What was said stays between the two.</Trans>
          </p>
        </>
      )}
    </Dialog>
  );
}

const tones: Record<Row["adds"], Tone> = { counted: "accent", not_counted: "bad", pending: "outline", outside: "plain" };

function RowLine({ row, of_leader }: { row: Row; of_leader: boolean }) {
  const { t } = useLingui();
  const adds = { counted: t`counts`, not_counted: t`does not count`, pending: t`can still be in time`, outside: t`not in n` }[row.adds];
  const times = typeof row.times === "number" ? (typeof row.of === "number" ? t`${row.times} of ${row.of}` : number_text(row.times)) : null;
  const facts = [
    row.format && part_name(row.format),
    row.verdict && part_name(row.verdict),
    row.subject === "debt" ? times && t`owed ${times}` : times,
    typeof row.hours === "number" && t`${number_text(row.hours, 1)} h`,
    of_leader && t`with ${row.manager.name}`,
  ].filter(Boolean);
  return (
    <li className="py-2.5">
      <div className="flex items-center justify-between gap-3">
        <PersonChip person={row.rep} size="small" />
        <Badge tone={tones[row.adds]}>{adds}</Badge>
      </div>
      <p className="mt-0.5 pl-8 text-sm text-soft">
        <LocalDate date={row.day} year={false} />
        {row.until && (
          <>
            {" – "}
            <LocalDate date={row.until} year={false} />
          </>
        )}
        {facts.length > 0 && ` · ${facts.join(" · ")}`}
      </p>
    </li>
  );
}
