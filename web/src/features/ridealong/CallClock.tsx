// How long the call has run, against how long it was planned.
import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { clockFace } from "@/features/session/timer";
import { useClock } from "@/features/session/use_clock";
import { cx } from "@/ui";

export function CallClock({ since, until }: { since: string; until: string }) {
  const { t } = useLingui();
  const now_ms = useClock(useMemo(() => ({ state: "running" as const, since, total_seconds: 0 }), [since]));
  const spent = Math.max(0, (now_ms - Date.parse(since)) / 1000);
  const is_over = now_ms > Date.parse(until);
  return (
    <span role="timer" aria-label={t`Time in the call`} className={cx("title tabular text-2xl leading-none", is_over && "text-warn")}>
      {clockFace(spent)}
    </span>
  );
}
