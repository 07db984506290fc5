// One manager's month (or a leader's managers together) on one page.
import { Trans, useLingui } from "@lingui/react/macro";
import { as_written, Badge, DateTime, Link, number_text } from "@/ui";
import { MeasureBlock } from "./MeasureBlock";
import type { CardOf, Measure, Scorecards } from "./scorecard";
import { month_text } from "./words";

const groups: { key: string; measures: Measure[] }[] = [
  { key: "held", measures: ["held_by_format", "owed_by_format", "coverage_of_reps"] },
  { key: "run", measures: ["pre_brief_rate", "debrief_on_time_rate", "median_hours_to_debrief", "three_comment_rate"] },
  { key: "after", measures: ["takeovers_with_consent", "takeovers_without_consent", "commitment_verdicts", "rep_usefulness"] },
];

export function CardView({ scorecards, card, onRows }: { scorecards: Scorecards; card: CardOf; onRows: (measure: Measure) => void }) {
  const { t } = useLingui();
  const titles: Record<string, string> = { held: t`Owed and held`, run: t`How they were run`, after: t`On the call, and after` };
  const formula_of = new Map(scorecards.formulas.map(({ measure, formula }) => [measure, formula]));
  const is_compared = card.values.some(({ compared }) => typeof compared === "number");
  return (
    <article aria-label={t`Scorecard of ${card.about.name}`}>
      <p className="mb-4 hidden text-sm print:block">
        {card.about.name} · {month_text(scorecards.month)} · <StatusText scorecards={scorecards} />
      </p>
      <div className="grid gap-x-10 lg:grid-cols-3 print:grid-cols-3 print:gap-x-6">
        {groups.map(({ key, measures }) => (
          <div key={key}>
            <h2 className="mb-2 text-base font-semibold">{titles[key]}</h2>
            {measures.map((measure) => (
              <MeasureBlock key={measure} card={card} measure={measure} formula={formula_of.get(measure) ?? ""} onRows={onRows} />
            ))}
          </div>
        ))}
      </div>
      <div className="mt-4 grid max-w-prose gap-1 text-xs text-faint">
        {is_compared && (
          <p>
            <Trans>The ring and “beside the others”: the rate drawn towards what is usual among this month’s managers, the more the less there is of it. It is what to expect next, and no rank.</Trans>
          </p>
        )}
        <p>
          <Trans>Nothing here was typed in. Numbers are counted from what happened, as it was known when the card was made.</Trans>
        </p>
        <p>
          <Link href="/playbook" className="no-print">
            <Trans>The rules are in the playbook.</Trans>
          </Link>
        </p>
      </div>
    </article>
  );
}

export function StatusText({ scorecards }: { scorecards: Scorecards }) {
  const { publication } = scorecards;
  if (!publication)
    return (
      <Trans>
        As it stands, <DateTime at={scorecards.known_at} />
      </Trans>
    );
  const { published_at, published_by } = publication;
  const version = number_text(publication.version);
  return published_by ? (
    <Trans>
      Version {as_written(version)}, published <DateTime at={published_at} /> by {as_written(published_by)}
    </Trans>
  ) : (
    <Trans>
      Version {as_written(version)}, published <DateTime at={published_at} />
    </Trans>
  );
}

export function StatusBadge({ scorecards }: { scorecards: Scorecards }) {
  const { publication, versions } = scorecards;
  if (!publication) return <Badge tone="warn">{scorecards.is_over ? <Trans>Not published</Trans> : <Trans>Month is running</Trans>}</Badge>;
  const latest = versions[0];
  return latest && latest.version > publication.version ? (
    <Badge tone="warn">
      <Trans>Corrected since</Trans>
    </Badge>
  ) : (
    <Badge tone="accent">
      <Trans>Published</Trans>
    </Badge>
  );
}
