// Reads a ride-along, follows it live, and acts on it. Everything its page shows comes from here.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { PersonRef } from "@/api";
import { observeServerTime } from "@/live/server_clock";
import { followDevice, LiveStream } from "@/live/stream";
import { useVerbs } from "@/live/use_verbs";
import { newerOf } from "@/live/versions";
import { getRideAlong, rideAlongKey, told_of_in } from "./queries";
import type { Call } from "./verbs";
import type { PadNote, RideAlong } from "./wire";

export function useRideAlongData(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: rideAlongKey(id),
    queryFn: async ({ signal }) => {
      const read = await getRideAlong(id, signal);
      observeServerTime(read.now);
      return newerOf(client.getQueryData<RideAlong>(rideAlongKey(id)), read);
    },
    networkMode: "always",
    staleTime: 5_000,
  });
}

/** A note as the stream told it, or as the server answered. */
export function withNote(known: RideAlong, note: PadNote): RideAlong {
  return { ...known, notes: [...known.notes.filter((each) => each.id !== note.id), note] };
}

export const withoutNote = (known: RideAlong, note_id: string): RideAlong => ({ ...known, notes: known.notes.filter(({ id }) => id !== note_id) });

export interface Live {
  is_connected: boolean;
  people: PersonRef[];
}

/** Follows the live stream while the page is open. */
export function useLive(id: string, onBack: () => void): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ is_connected: true, people: [] });
  useEffect(() => {
    const key = rideAlongKey(id);
    const reload = () => void client.invalidateQueries({ queryKey: key, exact: true });
    let was_lost = false;
    const on = {
      note: (note: PadNote) => client.setQueryData<RideAlong>(key, (known) => known && withNote(known, note)),
      // What is typed in a form makes no new version, so every word of a change is a reason to read again.
      state: reload,
      presence: ({ people }: { people: PersonRef[] }) => setLive((now) => ({ ...now, people })),
    };
    const stream = new LiveStream(`/api/ride-alongs/${id}/events`, {
      on,
      onOpen: () => {
        setLive((now) => ({ ...now, is_connected: true }));
        if (was_lost) {
          reload();
          onBack();
        }
        was_lost = false;
      },
      onLost: () => {
        was_lost = true;
        setLive({ is_connected: false, people: [] });
      },
    });
    const unfollow = followDevice(stream);
    return () => {
      unfollow();
      stream.close();
    };
  }, [id, client, onBack]);
  return live;
}

export interface RideAlongScope {
  ride_along: RideAlong;
  /** The other of the two. */
  other: PersonRef;
  is_manager: boolean;
  live: Live;
  perform: (call: Call) => Promise<boolean>;
  is_busy: boolean;
}

export function useScope(ride_along: RideAlong, live: Live): RideAlongScope {
  const key = useMemo(() => rideAlongKey(ride_along.id), [ride_along.id]);
  const { perform, is_busy } = useVerbs<RideAlong>(`/api/ride-alongs/${ride_along.id}`, key, told_of_in);
  const is_manager = ride_along.viewer === "manager";
  return useMemo(() => ({ ride_along, other: is_manager ? ride_along.rep : ride_along.manager, is_manager, live, perform, is_busy }), [ride_along, is_manager, live, perform, is_busy]);
}

export const RideAlongContext = createContext<RideAlongScope | null>(null);

export function useRideAlong(): RideAlongScope {
  const scope = useContext(RideAlongContext);
  if (!scope) throw new Error("useRideAlong() is used outside a ride-along's page");
  return scope;
}

/** The word a person is called by while one talks with them. */
export const first_name = ({ name }: PersonRef) => name.split(" ")[0] ?? name;
