// One measure of a card: the number, its n and interval, its parts; how it is worked out one click away, the rows behind it another.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, cx } from "@/ui";
import { IntervalLine } from "./IntervalLine";
import type { CardOf, Measure, Value } from "./scorecard";
import { value_of } from "./scorecard";
import { amount_text, measure_name, n_text, part_name, shown_text } from "./words";

export interface MeasureBlockProps {
  card: CardOf;
  measure: Measure;
  formula: string;
  onRows: (measure: Measure) => void;
}

export function MeasureBlock({ card, measure, formula, onRows }: MeasureBlockProps) {
  const { t } = useLingui();
  const whole = value_of(card, measure);
  if (!whole) return null;
  const parts = card.values.filter((value) => value.measure === measure && value.part !== "");
  const name = measure_name(measure);
  return (
    <section aria-label={name} className="break-inside-avoid border-t border-line py-4 print:py-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="text-sm font-medium text-soft">{name}</h3>
        {measure !== "rep_usefulness" && (
          <Button look="quiet" size="small" className="no-print -my-1 -mr-2.5" onClick={() => onRows(measure)} aria-label={t`Rows behind: ${name}`}>
            <Trans>Rows</Trans>
          </Button>
        )}
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-1">
        <p className="flex items-baseline gap-2">
          <span className={cx("title tabular", typeof whole.value === "number" || whole.unit === "count" ? "text-2xl print:text-xl" : "text-lg text-soft")}>{shown_text(whole)}</span>
          {whole.unit !== "count" && whole.n > 0 && <span className="text-sm tabular text-faint">{n_text(whole)}</span>}
        </p>
        {whole.unit === "share" && typeof whole.value === "number" && (
          <div className="min-w-40 flex-1">
            <IntervalLine value={whole} />
          </div>
        )}
      </div>
      <Notes value={whole} />
      {parts.length > 0 && (
        <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {parts.map((part) => (
            <div key={part.part} className="flex items-baseline gap-1.5">
              <dt className="text-faint">{part_name(part.part)}</dt>
              <dd className="tabular">{part_text(part)}</dd>
            </div>
          ))}
        </dl>
      )}
      <details className="no-print mt-1.5 text-sm">
        <summary className="inline-block min-h-6 cursor-pointer rounded-sm text-faint hover:text-ink">
          <Trans>How it is worked out</Trans>
        </summary>
        <p className="mt-1 max-w-prose text-soft">{formula}</p>
      </details>
    </section>
  );
}

function part_text(part: Value): string {
  if (part.unit === "count") return String(part.counted);
  return part.n === 0 ? "–" : `${part.counted} / ${part.n}`;
}

/** The interval, the comparison and what is not decided yet, in words: what the drawing shows. */
function Notes({ value }: { value: Value }) {
  const { t } = useLingui();
  const say = (amount: number) => amount_text(value.unit, amount);
  const notes = [
    typeof value.low === "number" && typeof value.high === "number" && t`95 % interval ${say(value.low)} to ${say(value.high)}`,
    value.standing === "running" && value.measure === "held_by_format" && value.n > 0 && t`the period is still running`,
    typeof value.value === "number" && value.standing === "known" && (value.low === undefined || value.low === null) && value.unit === "hours" && t`too few for an interval`,
    value.pending > 0 && plural(value.pending, { one: "# can still be in time", other: "# can still be in time" }),
    typeof value.compared === "number" && typeof value.compared_low === "number" && typeof value.compared_high === "number" &&
      t`beside the others ${say(value.compared)} (${say(value.compared_low)} to ${say(value.compared_high)})`,
  ].filter(Boolean);
  if (notes.length === 0) return null;
  return <p className="mt-1 text-xs text-faint">{notes.join(" · ")}</p>;
}
