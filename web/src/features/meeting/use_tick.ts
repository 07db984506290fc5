// The server's time, fresh for every shown second while something is counted.
import { useMemo } from "react";
import { useClock } from "@/features/session/use_clock";

export function useTick(since: string | undefined): number {
  return useClock(useMemo(() => ({ state: since ? ("running" as const) : ("idle" as const), since, total_seconds: 0 }), [since]));
}
