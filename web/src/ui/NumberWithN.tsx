// A number that says what it rests on: its n, and its interval when it is a rate.
import { Trans, useLingui } from "@lingui/react/macro";
import { format_locale } from "@/i18n";
import { IntervalBar } from "./charts";
import { cx } from "./cx";

export const number_text = (value: number, digits = 0) => new Intl.NumberFormat(format_locale, { maximumFractionDigits: digits }).format(value);
export const percent_text = (value: number, digits = 0) => new Intl.NumberFormat(format_locale, { style: "percent", maximumFractionDigits: digits }).format(value);
export const money_text = (value: number) => new Intl.NumberFormat(format_locale, { notation: "compact", maximumFractionDigits: 1 }).format(value);

/** The share a value stands for when it is one: 0.82 or "82 %". */
function share_in(value: number | string | undefined) {
  if (typeof value !== "string") return value;
  const percent = /^(\d+(?:\.\d+)?)\s?%$/.exec(value)?.[1];
  return percent === undefined ? undefined : Number(percent) / 100;
}

export interface NumberWithNProps {
  label: string;
  value: number | string | undefined;
  n?: number;
  low?: number;
  high?: number;
  note?: string;
  /** `share`: value, low and high are fractions of one. */
  unit?: "share" | "plain";
}

export function NumberWithN({ label, value, n, low, high, note, unit = "plain" }: NumberWithNProps) {
  const { t } = useLingui();
  const say = (number: number) => (unit === "share" ? percent_text(number) : number_text(number, 1));
  const share = share_in(value);
  const shown = typeof value === "number" ? say(value) : share !== undefined && typeof value === "string" ? percent_text(share) : value;
  const has_interval = typeof low === "number" && typeof high === "number";
  const is_short = typeof value === "number" || (value ?? "Not enough data").length <= 10;
  return (
    <div>
      <div className="text-sm text-soft">{label}</div>
      <div className="mt-0.5 flex items-baseline gap-2">
        <span className={cx("title tabular", is_short ? "text-2xl" : "text-lg")}>{shown ?? <Trans>Not enough data</Trans>}</span>
        {typeof n === "number" && <span className="tabular text-sm text-faint">n = {number_text(n)}</span>}
      </div>
      {has_interval && (
        <div className="mt-1.5 flex items-center gap-2 text-xs text-faint">
          {unit === "share" && <IntervalBar value={share} low={low} high={high} />}
          <span className="tabular">
            {t`${say(low)} to ${say(high)}`}
          </span>
        </div>
      )}
      {note && <p className="mt-1 text-xs text-faint">{note}</p>}
    </div>
  );
}
