// What the team is owed this quarter and what became of it, by format: held, booked, open, and of that at risk.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Badge } from "@/ui";
import { progressOf, type Progress } from "./debts";
import type { DeskRep } from "./wire";
import { formats } from "./words";

export function QuarterProgress({ reps }: { reps: DeskRep[] }) {
  const { t } = useLingui();
  const lines = progressOf(reps).filter(({ owed, held }) => owed + held > 0);
  if (lines.length === 0) return null;
  return (
    <ul aria-label={t`What the team is owed`} className="mb-9 grid gap-x-10 gap-y-5 sm:grid-cols-3">
      {lines.map((line) => (
        <li key={line.format}>
          <Line line={line} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line }: { line: Progress }) {
  const { t, i18n } = useLingui();
  const { owed, held, booked, open, excused, at_risk } = line;
  const { name, icon: Icon } = formats[line.format];
  const rest = [
    booked > 0 && plural(booked, { one: "# booked", other: "# booked" }),
    open > 0 && plural(open, { one: "# open", other: "# open" }),
    excused > 0 && plural(excused, { one: "# excused", other: "# excused" }),
  ].filter(Boolean);
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="flex items-center gap-1.5 text-sm font-medium">
          <Icon size={15} aria-hidden className="text-faint" />
          {i18n._(name)}
        </h2>
        <span className="tabular text-sm text-soft">{t`${held} of ${owed} held`}</span>
      </div>
      <ProgressBar line={line} />
      <p className="tabular mt-1.5 flex min-h-5.5 flex-wrap items-center gap-x-2 text-sm text-faint">
        {rest.join(" · ")}
        {at_risk > 0 && <Badge tone="warn">{plural(at_risk, { one: "# at risk", other: "# at risk" })}</Badge>}
      </p>
    </>
  );
}

/** Held in full, booked in half tone, what is at risk hatched; the words beside it say the same. */
function ProgressBar({ line: { owed, held, booked, excused, at_risk } }: { line: Progress }) {
  const whole = Math.max(1, owed, held + booked);
  const width = (count: number) => (count / whole) * 100;
  const parts = [
    { key: "held", count: held, className: "fill-accent" },
    { key: "booked", count: booked, className: "fill-accent opacity-50" },
    { key: "risk", count: at_risk, className: "fill-warn opacity-50" },
    { key: "excused", count: excused, className: "fill-line-strong opacity-50" },
  ];
  let x = 0;
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden className="mt-2 h-1.5 w-full overflow-hidden rounded-full">
      <rect width="100" height="6" className="fill-sunken" />
      {parts.map(({ key, count, className }) => {
        const from = x;
        x += width(count);
        return count > 0 && <rect key={key} x={from} width={Math.max(0, width(count) - 0.6)} height="6" className={className} />;
      })}
    </svg>
  );
}
