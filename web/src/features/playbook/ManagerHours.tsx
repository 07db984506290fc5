import { Trans, useLingui } from "@lingui/react/macro";
import type { PlaybookPreview } from "@/api";
import { hours_text } from "@/features/capacity/HoursAgainstBudget";
import { as_written, Badge, Meter } from "@/ui";

/** One manager's hours before and after, what they are made of, and what could be asked less if they do not fit. */
export function ManagerHours({ row }: { row: PlaybookPreview["managers"][number] }) {
  const { t } = useLingui();
  const before = hours_text(row.hours_before, row.hours_before_high);
  const after = hours_text(row.hours_after, row.hours_after_high);
  const budget = hours_text(row.budget_low, row.budget_high);
  return (
    <li className="text-sm">
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="flex items-center gap-2 font-medium">
          {row.manager.name}
          {row.overflows && (
            <Badge tone="warn">
              <Trans>Does not fit</Trans>
            </Badge>
          )}
        </span>
        <span className="tabular text-soft">
          <Trans>
            {as_written(before)} → <strong className="font-semibold text-ink">{as_written(after)}</strong>, budget {as_written(budget)}
          </Trans>
        </span>
      </div>
      <Meter value={row.hours_after_high} max={Math.max(row.hours_after_high, row.hours_before_high, row.budget_high) * 1.1} low={row.budget_low} high={row.budget_high} label={row.manager.name} text={t`${after} hours a week, budget ${budget}`} />
      <p className="mt-1 text-xs text-faint">{row.by_kind.map((part) => t`${part.kind} ${hours_text(part.hours, part.hours_high)} h`).join(" · ")}</p>
      {row.options.length > 0 && (
        <details className="mt-1">
          <summary className="inline-flex min-h-6 cursor-pointer items-center text-xs text-soft hover:text-ink">
            <Trans>What could be asked less</Trans>
          </summary>
          <ul className="mt-1 grid gap-0.5 pl-3 text-xs text-soft">
            {row.options.map((option) => (
              <li key={option.what}>
                {t`${option.what}: ${hours_text(option.hours, option.hours_high)} h a week`}
                {option.lost !== undefined && option.reps !== undefined && <span className="text-faint"> · {t`${option.lost} conversations lost, ${option.reps} reps affected`}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
