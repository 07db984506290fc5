// The quarter's weeks as bars of hours asked, by kind, before the band of hours there are. What stands above the band does not fit.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { cx, date_text, number_text } from "@/ui";
import type { Load, Week } from "./capacity";
import { hours_text } from "./HoursAgainstBudget";
import { look_of } from "./kinds";

const height = 200;
const step = 60;
const bar = 34;

export function WeeksChart({ load }: { load: Load }) {
  const { t } = useLingui();
  const [shown, set_shown] = useState<number>();
  const most = Math.max(1, ...load.weeks.map((week) => Math.max(week.asked.high, week.budget.high))) * 1.08;
  const y = (hours: number) => height - (hours / most) * height;
  const ticks = ticks_to(most);
  const width = load.weeks.length * step;
  const over = load.weeks.filter((week) => week.overflow > 0).length;
  const week = shown === undefined ? undefined : load.weeks[shown];
  return (
    <figure>
      <div role="region" aria-label={t`Hours by week`} tabIndex={0} className="overflow-x-auto">
        <svg role="img" aria-label={t`${over} of ${load.weeks.length} weeks ask for more than there is`} viewBox={`-34 -14 ${width + 40} ${height + 44}`} className="h-auto w-full min-w-205">
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1="0" x2={width} y1={y(tick)} y2={y(tick)} className="stroke-line" strokeWidth="1" />
              <text x="-8" y={y(tick) + 4} textAnchor="end" className="fill-faint tabular" fontSize="11">
                {number_text(tick)}
              </text>
            </g>
          ))}
          {load.weeks.map((each, index) => (
            <Bar key={each.monday} load={load} week={each} x={index * step} y={y} is_shown={shown === index} onShow={(on) => set_shown(on ? index : undefined)} />
          ))}
        </svg>
      </div>
      <figcaption className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-soft">
        {load.by_kind.map((kind, place) => (
          <span key={kind.key} className="inline-flex items-center gap-1.5">
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
              <rect width="10" height="10" rx="2" className={look_of(kind.key, place)} />
            </svg>
            {kind.name}
          </span>
        ))}
        <span className="inline-flex items-center gap-1.5">
          <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden>
            <rect width="14" height="10" className="fill-accent-soft" />
            <line x1="0" x2="14" y1="1" y2="1" className="stroke-warn" strokeWidth="2" />
          </svg>
          <Trans>Hours there are, up to the line</Trans>
        </span>
      </figcaption>
      <p className="mt-2 min-h-10 text-sm text-soft" aria-live="polite">
        {week ? t`Week of ${date_text(week.monday)}: ${hours_text(week.asked.low, week.asked.high)} h asked, ${hours_text(week.budget.low, week.budget.high)} h there are. ${load.by_kind.map((kind, place) => `${kind.name} ${hours_text(week.by_kind[place]?.low ?? 0, week.by_kind[place]?.high ?? 0)} h`).join(" · ")}` : <Trans>Point at a week for its hours. Bars show the lower end of what is asked; the thin line above a bar is the upper end.</Trans>}
      </p>
      <WeeksTable load={load} />
    </figure>
  );
}

function Bar({ load, week, x, y, is_shown, onShow }: { load: Load; week: Week; x: number; y: (hours: number) => number; is_shown: boolean; onShow: (on: boolean) => void }) {
  const left = x + (step - bar) / 2;
  const middle = x + step / 2;
  let top = 0;
  const is_month = week.from.slice(8) <= "07";
  return (
    <g onPointerEnter={() => onShow(true)} onPointerLeave={() => onShow(false)}>
      <rect x={x} y={0} width={step} height={height} className={is_shown ? "fill-sunken" : "fill-transparent"} />
      <rect x={x + 2} y={y(week.budget.high)} width={step - 4} height={height - y(week.budget.high)} className="fill-accent-soft" />
      {load.by_kind.map((kind, place) => {
        const hours = week.by_kind[place]?.low ?? 0;
        const from = top;
        top += hours;
        return hours > 0 ? <rect key={kind.key} x={left} y={y(top)} width={bar} height={Math.max(0, y(from) - y(top) - 0.75)} className={look_of(kind.key, place)} /> : null;
      })}
      {week.asked.high > week.asked.low && <path d={`M${middle} ${y(week.asked.low)}V${y(week.asked.high)}M${middle - 5} ${y(week.asked.high)}h10`} fill="none" className="stroke-soft" strokeWidth="1.25" />}
      <line x1={x + 2} x2={x + step - 2} y1={y(week.budget.high)} y2={y(week.budget.high)} className="stroke-warn" strokeWidth="2" />
      {week.overflow > 0 && (
        <text x={middle} y={y(week.asked.high) - 5} textAnchor="middle" className="fill-warn tabular" fontSize="11" fontWeight="600">
          +{number_text(week.overflow, 1)}
        </text>
      )}
      <text x={middle} y={height + 15} textAnchor="middle" className={cx(is_month ? "fill-ink" : "fill-faint", "tabular")} fontSize="11">
        {date_text(week.from, false)}
      </text>
    </g>
  );
}

/** Hours for the axis: about four lines at round numbers. */
export function ticks_to(most: number) {
  const rough = most / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const each = [1, 2, 5, 10].map((factor) => factor * size).find((round) => round >= rough) ?? rough;
  return Array.from({ length: Math.floor(most / each) + 1 }, (_, index) => index * each);
}

/** The same for who reads rather than looks. */
function WeeksTable({ load }: { load: Load }) {
  return (
    <details className="mt-1">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-sm text-soft hover:text-ink">
        <Trans>As a table</Trans>
      </summary>
      <div className="overflow-x-auto wrap-normal">
        <table className="mt-2 w-full text-sm tabular">
          <thead>
            <tr className="text-xs text-faint">
              <th scope="col" className="border-b border-line py-1.5 pr-3 text-left font-medium">
                <Trans>From</Trans>
              </th>
              <th scope="col" className="border-b border-line px-2 text-right font-medium">
                <Trans>Asked</Trans>
              </th>
              <th scope="col" className="border-b border-line px-2 text-right font-medium">
                <Trans>There are</Trans>
              </th>
              {load.by_kind.map((kind) => (
                <th key={kind.key} scope="col" className="border-b border-line px-2 text-right font-medium">
                  {kind.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {load.weeks.map((week) => (
              <tr key={week.monday} className="border-b border-line last:border-0">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal whitespace-nowrap">
                  {date_text(week.from)}
                </th>
                <td className={cx("px-2 text-right whitespace-nowrap", week.overflow > 0 && "font-semibold text-warn")}>{hours_text(week.asked.low, week.asked.high)}</td>
                <td className="px-2 text-right whitespace-nowrap">{hours_text(week.budget.low, week.budget.high)}</td>
                {load.by_kind.map((kind, place) => (
                  <td key={kind.key} className="px-2 text-right whitespace-nowrap">
                    {hours_text(week.by_kind[place]?.low ?? 0, week.by_kind[place]?.high ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
