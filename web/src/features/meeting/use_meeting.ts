// Reads a circle's hour, follows it live, and acts on it. Everything its page shows comes from here.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { PersonRef } from "@/api";
import { observeServerTime } from "@/live/server_clock";
import { followDevice, LiveStream } from "@/live/stream";
import { useVerbs } from "@/live/use_verbs";
import { newerOf } from "@/live/versions";
import { getMeeting, meetingKey, told_of_in } from "./queries";
import type { Call } from "./verbs";
import type { Meeting, MeetingMember } from "./wire";

async function readMeeting(id: string, signal?: AbortSignal) {
  const read = await getMeeting(id, signal);
  observeServerTime(read.now);
  return read;
}

export function useMeetingData(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: meetingKey(id),
    queryFn: async ({ signal }) => newerOf(client.getQueryData<Meeting>(meetingKey(id)), await readMeeting(id, signal)),
    networkMode: "always",
    staleTime: 5_000,
  });
}

export interface Live {
  is_connected: boolean;
  people: PersonRef[];
}

/** Follows the live stream while the page is open; while the hour runs, that is being there. */
export function useLive(id: string): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ is_connected: true, people: [] });
  useEffect(() => {
    const reload = () => void client.invalidateQueries({ queryKey: meetingKey(id), exact: true });
    let was_lost = false;
    const on = {
      state: reload,
      presence: ({ people }: { people: PersonRef[] }) => setLive((now) => ({ ...now, people })),
    };
    const stream = new LiveStream(`/api/circle-meetings/${id}/events`, {
      on,
      onOpen: () => {
        setLive((now) => ({ ...now, is_connected: true }));
        if (was_lost) reload();
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
  }, [id, client]);
  return live;
}

export interface MeetingScope {
  meeting: Meeting;
  me?: MeetingMember;
  live: Live;
  perform: (call: Call) => Promise<boolean>;
  is_busy: boolean;
}

export function useScope(meeting: Meeting, live: Live): MeetingScope {
  const key = useMemo(() => meetingKey(meeting.id), [meeting.id]);
  const { perform, is_busy } = useVerbs<Meeting>(`/api/circle-meetings/${meeting.id}`, key, told_of_in, () => readMeeting(meeting.id));
  return useMemo(() => ({ meeting, me: meeting.members.find(({ id }) => id === meeting.viewer_id), live, perform, is_busy }), [meeting, live, perform, is_busy]);
}

export const MeetingContext = createContext<MeetingScope | null>(null);

export function useMeeting(): MeetingScope {
  const scope = useContext(MeetingContext);
  if (!scope) throw new Error("useMeeting() is used outside a circle's hour");
  return scope;
}

/** The word a person is called by while one talks with them. */
export const first_name = ({ name }: PersonRef) => name.split(" ")[0] ?? name;
