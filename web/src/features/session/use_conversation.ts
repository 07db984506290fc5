// Reads a conversation, follows it live, and acts on it. Everything the page shows comes from here.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { api, type Conversation, type PersonRef } from "@/api";
import { newerOf, withNote, withTimer } from "./conversation";
import { LiveConversation, type LiveNote } from "./live";
import { observeServerTime, serverNow } from "@/live/server_clock";
import { followDevice } from "@/live/stream";
import { useServerTime } from "@/live/use_server_time";
import { useVerbs as useLiveVerbs, type VerbCall as LiveVerbCall } from "@/live/use_verbs";

export const conversationKey = (id: string) => ["sessions", id] as const;

export interface Live {
  is_connected: boolean;
  people: PersonRef[];
}

export function useConversationData(id: string) {
  const client = useQueryClient();
  useServerTime();
  return useQuery({
    queryKey: conversationKey(id),
    queryFn: async ({ signal }) => newerOf(client.getQueryData<Conversation>(conversationKey(id)), await api.get<Conversation>(`/api/sessions/${id}`, undefined, signal)),
    networkMode: "always",
    staleTime: 5_000,
  });
}

/** Follows the live stream while the page is open. Notes go to `onNote`; the rest goes to the known conversation. */
export function useLive(id: string, enabled: boolean, onNote: (note: LiveNote) => void, onBack: () => void): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ is_connected: true, people: [] });
  const latest = useRef({ onNote, onBack });
  latest.current = { onNote, onBack };
  useEffect(() => {
    if (!enabled) return;
    let was_lost = false;
    const reload = () => void client.invalidateQueries({ queryKey: conversationKey(id), exact: true });
    const stream = new LiveConversation(id, {
      onNote: (note) => {
        client.setQueryData<Conversation>(conversationKey(id), (known) => known && withNote(known, note));
        latest.current.onNote(note);
      },
      onState: ({ version }) => {
        const known = client.getQueryData<Conversation>(conversationKey(id));
        if (!known || known.version < version) reload();
      },
      onTimer: (timer) => {
        if (timer.since) observeServerTime(timer.since);
        client.setQueryData<Conversation>(conversationKey(id), (known) => known && withTimer(known, timer, serverNow()));
      },
      onPresence: (people) => setLive((now) => ({ ...now, people })),
      onOpen: () => {
        setLive((now) => ({ ...now, is_connected: true }));
        if (was_lost) {
          reload();
          latest.current.onBack();
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
  }, [id, enabled, client]);
  return live;
}

export type VerbCall = LiveVerbCall<Conversation>;

const told_of_in = [["home"], ["team"], ["sessions", "list"]];
/** Performs a verb on the conversation: shown at once, rolled back with a message when the server says no. */
export function useVerbs(id: string) {
  const key = useMemo(() => conversationKey(id), [id]);
  return useLiveVerbs<Conversation>(`/api/sessions/${id}`, key, told_of_in);
}

export interface ConversationScope {
  conversation: Conversation;
  other: PersonRef;
  is_manager: boolean;
  live: Live;
  perform: (call: VerbCall) => Promise<boolean>;
  is_busy: boolean;
}

export const ConversationContext = createContext<ConversationScope | null>(null);

export function useConversation(): ConversationScope {
  const scope = useContext(ConversationContext);
  if (!scope) throw new Error("useConversation() is used outside a conversation's page");
  return scope;
}
