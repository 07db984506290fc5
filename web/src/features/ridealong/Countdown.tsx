// The 24-hour clock of a debrief: what is left of it, when it is due on the viewer's clock, and which days do not count.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import Hourglass from "lucide-react/icons/hourglass";
import { useEffect, useState } from "react";
import { format_locale } from "@/i18n";
import { serverNow } from "@/live/server_clock";
import { useServerTime } from "@/live/use_server_time";
import { cx, DateTime } from "@/ui";
import { timeLeft, untilNextMinute } from "./clock";

/** The server's time in milliseconds, fresh whenever the shown minute changes. */
function useMinute(due_at: string) {
  useServerTime();
  const [, tick] = useState(0);
  useEffect(() => {
    let wake: ReturnType<typeof setTimeout>;
    const again = () => {
      tick((count) => count + 1);
      wake = setTimeout(again, untilNextMinute(due_at, serverNow()));
    };
    wake = setTimeout(again, untilNextMinute(due_at, serverNow()));
    return () => clearTimeout(wake);
  }, [due_at]);
  return serverNow();
}

const weekday = new Intl.DateTimeFormat(format_locale, { weekday: "long", timeZone: "UTC" });
const days_list = new Intl.ListFormat(format_locale, { type: "conjunction" });
/** "Saturday and Sunday" */
export const skippedDays = (dates: readonly string[]) => days_list.format([...new Set(dates.map((date) => weekday.format(new Date(`${date}T00:00:00Z`))))]);

export function useTimeLeft(due_at: string) {
  const { t } = useLingui();
  const left = timeLeft(due_at, useMinute(due_at));
  const { hours, minutes } = left;
  const length = hours > 0 ? t`${hours} h ${minutes} min` : plural(minutes, { one: "# minute", other: "# minutes" });
  return { ...left, length };
}

/** In a line of a list: "18 h 20 min left". */
export function TimeLeft({ due_at }: { due_at: string }) {
  const { t } = useLingui();
  const { is_late, is_close, length } = useTimeLeft(due_at);
  return (
    <span className={cx("tabular inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap", is_late ? "text-bad" : is_close ? "text-warn" : "text-soft")}>
      <Hourglass size={14} aria-hidden />
      {is_late ? t`${length} late` : t`${length} left`}
    </span>
  );
}

/** In full, on the debrief's own page. */
export function Countdown({ due_at, skips, on_time }: { due_at: string; skips: readonly string[]; on_time?: boolean }) {
  const { t } = useLingui();
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
      {on_time === undefined ? <TimeLeft due_at={due_at} /> : <span className={cx("font-medium", on_time ? "text-accent-strong" : "text-bad")}>{on_time ? <Trans>Within 24 hours</Trans> : <Trans>Later than 24 hours</Trans>}</span>}
      <span className="text-soft">
        <Trans>
          Due <DateTime at={due_at} />
        </Trans>
      </span>
      {skips.length > 0 && <span className="text-faint">{t`${skippedDays(skips)} not counted`}</span>}
    </div>
  );
}
