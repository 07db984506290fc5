// What the two have planned with each other from now on.
import { useQuery } from "@tanstack/react-query";
import { api, type List, type SessionRow } from "@/api";
import { useMe } from "@/shell/me";
import { useRideAlong } from "./use_ride_along";

/** Conversations of the two that are planned from now on, by time; ride-alongs are not what is asked for. */
export function usePlanned() {
  const me = useMe();
  const { ride_along, other } = useRideAlong();
  const to = new Date(Date.parse(me.now) + 60 * 86_400_000).toISOString().replace(/\.\d{3}Z$/, "Z");
  const sessions = useQuery({ queryKey: ["sessions", "list", "ahead", me.now.slice(0, 10)], queryFn: ({ signal }) => api.get<List<SessionRow>>("/api/sessions", { from: me.now, to, limit: 200 }, signal) });
  const planned = (sessions.data?.items ?? [])
    .filter(({ id, kind, rep, manager, state }) => id !== ride_along.id && !kind.startsWith("ride_along") && [rep.id, manager.id].includes(other.id) && (state === "planned" || state === "confirmed"))
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  return { planned, is_known: sessions.isSuccess };
}
