// What the CRM says about a commitment since it was made: the figure it is known by against the rep's own time before, and what became of the
// deals it names. Where nothing can be said it says why.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import ArrowRight from "lucide-react/icons/arrow-right";
import type { CommitmentEvidence, EvidenceDeal, EvidenceFigure } from "@/api";
import { as_written, Badge, DateTime, IntervalBar, number_text, percent_text } from "@/ui";

export function Evidence({ evidence }: { evidence: CommitmentEvidence }) {
  const { t } = useLingui();
  const { figures, deals, silent, freshness } = evidence;
  if (figures.length + deals.length + silent.length === 0)
    return (
      <p className="text-sm text-soft">
        <Trans>It names no indicator and no deal, so no data speaks to it. What the rep says is the evidence.</Trans>
      </p>
    );
  return (
    <section aria-label={t`Evidence`} className="grid content-start gap-5">
      {figures.map((figure) => (
        <Figure key={figure.indicator} figure={figure} since={evidence.from} />
      ))}
      {deals.length > 0 && (
        <ul aria-label={t`Deals it names`} className="grid gap-3.5">
          {deals.map((deal) => (
            <Deal key={deal.key} deal={deal} />
          ))}
        </ul>
      )}
      {silent.map((reason) => (
        <p key={reason} className="text-sm text-soft">
          {reason}
        </p>
      ))}
      {freshness.length > 0 && (
        <ul aria-label={t`How fresh this is`} className="grid gap-0.5 border-t border-line pt-3 text-xs text-faint">
          {freshness.map(({ source, at, stale }) => (
            <li key={source} className={stale ? "text-warn" : undefined}>
              {stale ? (
                <Trans>
                  {as_written(source)}: stale, imported <DateTime at={at} />
                </Trans>
              ) : (
                <Trans>
                  {as_written(source)}: imported <DateTime at={at} />
                </Trans>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Figure({ figure, since }: { figure: EvidenceFigure; since: string }) {
  const { t } = useLingui();
  const { value, low, high, before, unit, n, before_n, changed } = figure;
  return (
    <div>
      <h3 className="text-sm font-medium">{figure.name}</h3>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="title tabular text-3xl leading-none">
          <Amount value={value} unit={unit} />
        </span>
        {low !== undefined && high !== undefined && (
          <>
            <IntervalBar value={value} low={low} high={high} />
            <span className="tabular text-xs text-faint">
              {t`${percent_text(low)} to ${percent_text(high)}`}
            </span>
          </>
        )}
      </p>
      <p className="tabular mt-1.5 text-xs text-faint">
        <Trans>
          Since <DateTime at={since} show="day" />, n = {as_written(number_text(n))}.
        </Trans>
      </p>
      <p className="tabular text-xs text-faint">
        {unit === "days" ? (
          <Trans>
            The day it was agreed: <Amount value={before} unit={unit} />, n = {as_written(number_text(before_n))}.
          </Trans>
        ) : (
          <Trans>
            The 13 weeks before: <Amount value={before} unit={unit} />, n = {as_written(number_text(before_n))}.
          </Trans>
        )}
      </p>
      {changed !== undefined && (
        <p className={changed ? "mt-0.5 text-xs font-medium text-warn" : "mt-0.5 text-xs text-soft"}>{changed ? <Trans>More than noise.</Trans> : <Trans>Not more than noise.</Trans>}</p>
      )}
    </div>
  );
}

function Amount({ value, unit }: { value: number; unit: EvidenceFigure["unit"] }) {
  const { t } = useLingui();
  switch (unit) {
    case "percent":
      return percent_text(value);
    case "days":
      return t`${number_text(value)} days`;
    case "per_week":
      return t`${number_text(value, 1)} a week`;
  }
}

function Deal({ deal }: { deal: EvidenceDeal }) {
  const days = deal.days_in_stage === undefined ? undefined : Math.floor(deal.days_in_stage);
  return (
    <li>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-0.5 text-sm font-medium">
        <span>{deal.name}</span>
        {deal.outcome === "won" && (
          <Badge tone="accent">
            <Trans>Won</Trans>
          </Badge>
        )}
        {deal.outcome === "lost" && (
          <Badge tone="bad">
            <Trans>Lost</Trans>
          </Badge>
        )}
      </p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-sm text-soft">
        {deal.stage_before !== undefined && deal.stage_before !== deal.stage && (
          <>
            <span>{deal.stage_before}</span>
            <ArrowRight size={14} role="img" aria-label="→" className="shrink-0 text-faint" />
          </>
        )}
        <span className={deal.moved ? "text-ink" : undefined}>{deal.stage}</span>
        {deal.outcome === "open" && days !== undefined && (
          <span className="tabular text-xs text-faint">
            {deal.moved ? <Plural value={days} one="since # day" other="since # days" /> : <Plural value={days} one="unmoved, # day there" other="unmoved, # days there" />}
          </span>
        )}
      </p>
    </li>
  );
}
