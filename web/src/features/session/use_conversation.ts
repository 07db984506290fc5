// Reads a conversation, follows it live, and acts on it. Everything the page shows comes from here.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { api, meQuery, type Conversation, type PersonRef } from "@/api";
import { useAct } from "@/shell/act";
import { toast } from "@/ui";
import { answeredBy, isAhead, lookedAhead, newerOf, withNote, withTimer } from "./conversation";
import { LiveConversation, type LiveNote } from "./live";
import { idempotencyKey } from "@/live/keys";
import { observeServerTime, serverNow } from "@/live/server_clock";
import { followDevice } from "@/live/stream";

export const conversationKey = (id: string) => ["sessions", id] as const;

export interface Live {
  is_connected: boolean;
  people: PersonRef[];
}

export function useConversationData(id: string) {
  const client = useQueryClient();
  const me = useQuery(meQuery);
  if (me.data) observeServerTime(me.data.now, me.dataUpdatedAt);
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

export interface VerbCall {
  verb: string;
  body?: Record<string, unknown>;
  /** What it will look like, shown before the server has answered. */
  ahead?: (conversation: Conversation) => Conversation;
  says?: string;
  /** What takes it back, offered beside what was said. */
  undo?: VerbCall;
}

/** Performs a verb on the conversation: shown at once, rolled back with a message when the server says no. */
export function useVerbs(id: string) {
  const client = useQueryClient();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const under_way = useRef(0);
  const act = useAct<VerbCall, Conversation>({
    run: (call) => {
      // One after the other: a pause and going on again must not overtake each other on the way.
      const sent = last.current.then(() => api.post<Conversation>(`/api/sessions/${id}/${call.verb}`, call.body ?? {}, { idempotencyKey: idempotencyKey() }));
      last.current = sent.catch(() => undefined);
      return sent;
    },
    optimistic: (_client, call) => {
      const key = conversationKey(id);
      const known = client.getQueryData<Conversation>(key);
      if (!known || !call.ahead) return;
      client.setQueryData(key, lookedAhead(known, call.ahead));
      return () => {
        client.setQueryData<Conversation>(key, (now) => (now && !isAhead(now) ? now : { ...known, version: Math.floor(known.version) }));
        void client.invalidateQueries({ queryKey: key, exact: true });
      };
    },
    done: (reply) => client.setQueryData<Conversation>(conversationKey(id), (known) => answeredBy(known, reply, under_way.current <= 1)),
    refreshes: [["home"], ["team"], ["sessions", "list"]],
  });
  const { mutateAsync, isPending } = act;
  return useMemo(() => {
    const perform = (call: VerbCall): Promise<boolean> => {
      under_way.current += 1;
      return mutateAsync(call).finally(() => (under_way.current -= 1)).then(
        () => {
          const { says, undo } = call;
          if (says) toast(says, { undo: undo && (() => void perform(undo)) });
          return true;
        },
        () => false, // said by useAct already
      );
    };
    return { perform, is_busy: isPending };
  }, [mutateAsync, isPending]);
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
