// What these pages read, one query per address.
import { queryOptions } from "@tanstack/react-query";
import { api, type List } from "@/api";
import type { RideAlong, RideAlongDesk, RideAlongRow } from "./wire";

export const rideAlongKey = (id: string) => ["ride-alongs", id] as const;

export const deskQuery = (manager?: string) =>
  queryOptions({ queryKey: ["ride-alongs", "desk", manager ?? "mine"], queryFn: ({ signal }) => api.get<RideAlongDesk>("/api/ride-alongs/desk", { manager }, signal) });

/** Those the viewer is in, 90 days to either side. */
export const rideAlongsQuery = queryOptions({ queryKey: ["ride-alongs", "list"], queryFn: ({ signal }) => api.get<List<RideAlongRow>>("/api/ride-alongs", undefined, signal) });

export const getRideAlong = (id: string, signal?: AbortSignal) => api.get<RideAlong>(`/api/ride-alongs/${id}`, undefined, signal);

/** What tells of a ride-along elsewhere, to be read again when one changes. */
export const told_of_in = [["ride-alongs", "desk"], ["ride-alongs", "list"], ["home"]];
