// Every calibration one may know of: about what, whose, how far. What was said is in the conversation of the two.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Badge, DateTime, EmptyState, ErrorState, Link, Loading, LocalDate, Page, Section, type Tone } from "@/ui";
import { calibrationsQuery, type Calibration, type CalibrationState } from "./scorecard";
import { measure_name, month_text, state_name, why_text } from "./words";

const tones: Record<CalibrationState, Tone> = { opened: "warn", held: "accent", reviewed: "accent", closed: "plain" };

export function CalibrationsPage() {
  const { t } = useLingui();
  const list = useQuery(calibrationsQuery);
  const open = list.data?.items.filter(({ state }) => state !== "closed") ?? [];
  const closed = list.data?.items.filter(({ state }) => state === "closed") ?? [];
  return (
    <Page
      title={t`Calibrations`}
      breadcrumb={[{ label: t`Scorecards`, href: "/scorecards" }]}
      lead={<Trans>A manager and the second line talk about something that stands out: what is in the way, what helps, and when both look again. Nobody is ranked.</Trans>}
    >
      {list.isPending ? (
        <Loading lines={5} />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : list.data.items.length === 0 ? (
        <EmptyState title={<Trans>No calibration has been opened.</Trans>}>
          <Trans>One opens when owed ride-alongs were missed, or when a rate is lower than chance explains.</Trans>
        </EmptyState>
      ) : (
        <>
          {open.length > 0 && (
            <Section title={t`Open`}>
              <List items={open} />
            </Section>
          )}
          {closed.length > 0 && (
            <Section title={t`Closed`}>
              <List items={closed} />
            </Section>
          )}
        </>
      )}
    </Page>
  );
}

function List({ items }: { items: Calibration[] }) {
  const { t } = useLingui();
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-raised">
      {items.map((item) => (
        <li key={item.id} className="px-4 py-3.5 sm:px-5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <Link href={`/calibrations/${item.id}`} className="font-medium">
              {t`${item.manager.name}: ${measure_name(item.measure)}, ${month_text(item.month)}`}
            </Link>
            <Badge tone={tones[item.state]}>{state_name(item.state)}</Badge>
          </div>
          <p className="mt-0.5 max-w-prose text-sm text-soft">{why_text(item)}</p>
          <p className="mt-0.5 text-xs text-faint">
            {item.leader ? t`with ${item.leader.name}` : <Trans>nobody leads this manager</Trans>} · <Trans>opened <DateTime at={item.opened_at} show="day" /></Trans>
            {item.review_on && (
              <>
                {" · "}
                <Trans>
                  look again on <LocalDate date={item.review_on} />
                </Trans>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
