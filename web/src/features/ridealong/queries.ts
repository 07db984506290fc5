// What these pages read, one query per address.
import { queryOptions } from "@tanstack/react-query";
import { api, type List } from "@/api";
import type { RideAlong, RideAlongDesk, RideAlongRow } from "./wire";

export const rideAlongKey = (id: string) => ["ride-alongs", id] as const;

export const deskQuery = (manager?: string) =>
  queryOptions({ queryKey: ["ride-alongs", "desk", manager ?? "mine"], queryFn: ({ signal }) => api.get<RideAlongDesk>("/api/ride-alongs/desk", { manager }, signal) });

/** Those the viewer is in, 90 days to either side. */
export const rideAlongsQuery = queryOptions({ queryKey: ["ride-alongs", "list"], queryFn: ({ signal }) => api.get<List<RideAlongRow>>("/api/ride-alongs", undefined, signal) });

/** Those of one person, for who may see them: two years back and 90 days ahead. */
export const rideAlongsOfQuery = (person_id: string, now: string) => {
  const days = (count: number) => new Date(Date.parse(now) + count * 86_400_000).toISOString().replace(/\.\d{3}Z$/, "Z");
  return queryOptions({
    queryKey: ["ride-alongs", "list", person_id],
    queryFn: ({ signal }) => api.get<List<RideAlongRow>>("/api/ride-alongs", { person_id, from: days(-730), to: days(90) }, signal),
    retry: false,
  });
};

export const getRideAlong = (id: string, signal?: AbortSignal) => api.get<RideAlong>(`/api/ride-alongs/${id}`, undefined, signal);

/** What tells of a ride-along elsewhere, to be read again when one changes. */
export const told_of_in = [["ride-alongs", "desk"], ["ride-alongs", "list"], ["home"]];
