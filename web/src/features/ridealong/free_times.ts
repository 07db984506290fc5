// The times that both have free around a call, as they are offered.
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api";
import { local_date } from "@/ui";
import type { Format, RideAlongTimes } from "./wire";

/** Which call: one that is known, or from when until when. */
export interface WhichCall {
  rep_id: string;
  format: Format;
  call_id?: string;
  starts_at?: string;
  ends_at?: string;
}

export const timesQuery = (which: WhichCall | undefined) =>
  queryOptions({
    queryKey: ["ride-alongs", "times", which ?? "unknown"],
    queryFn: ({ signal }) => api.get<RideAlongTimes>("/api/ride-alongs/times", { ...which }, signal),
    enabled: which !== undefined,
    retry: false,
    staleTime: 30_000,
  });

/** In the order of time, by the day on the viewer's clock. */
export function byDay(instants: readonly string[], zone: string): { day: string; at: string[] }[] {
  const days = new Map<string, string[]>();
  for (const at of [...instants].sort((a, b) => Date.parse(a) - Date.parse(b))) {
    const day = local_date(at, zone);
    days.set(day, [...(days.get(day) ?? []), at]);
  }
  return [...days].map(([day, at]) => ({ day, at }));
}
