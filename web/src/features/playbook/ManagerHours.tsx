import { Trans, useLingui } from "@lingui/react/macro";
import type { PlaybookPreview } from "@/api";
import { Badge, Meter, number_text } from "@/ui";

export function ManagerHours({ row }: { row: PlaybookPreview["managers"][number] }) {
  const { t } = useLingui();
  const say = (hours: number) => number_text(hours, 1);
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
            {say(row.hours_before)} → <strong className="font-semibold text-ink">{say(row.hours_after)}</strong>, budget {say(row.budget_low)} to {say(row.budget_high)}
          </Trans>
        </span>
      </div>
      <Meter value={row.hours_after} max={Math.max(row.hours_after, row.hours_before, row.budget_high) * 1.1} low={row.budget_low} high={row.budget_high} label={row.manager.name} text={t`${say(row.hours_after)} hours a week, budget ${say(row.budget_low)} to ${say(row.budget_high)}`} />
      <p className="mt-1 text-xs text-faint">{row.by_kind.map(({ kind, hours }) => t`${kind} ${say(hours)} h`).join(" · ")}</p>
    </li>
  );
}
