// Performs verbs on something two people look at: shown at once, rolled back with a message when the server says no.
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { request } from "@/api";
import { useAct } from "@/shell/act";
import { toast } from "@/ui";
import { idempotencyKey } from "./keys";
import { answeredBy, isAhead, lookedAhead } from "./versions";

export interface VerbCall<T> {
  /** The end of its address. */
  verb: string;
  /** POST where nothing else is said. */
  method?: "PUT" | "DELETE";
  body?: Record<string, unknown>;
  /** What it will look like, shown before the server has answered. */
  ahead?: (now: T) => T;
  says?: string;
  /** What takes it back, offered beside what was said. */
  undo?: VerbCall<T>;
}

/** `address` is the thing's own; `key` where the query cache holds it; `refreshes` what else tells of it; `read` fetches it where a verb is not answered with the thing itself. */
export function useVerbs<T extends { id: string; version: number }>(address: string, key: QueryKey, refreshes: QueryKey[], read?: () => Promise<T>) {
  const client = useQueryClient();
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const under_way = useRef(0);
  const act = useAct<VerbCall<T>, T>({
    run: (call) => {
      // One after the other: a pause and going on again must not overtake each other on the way.
      const sent = last.current.then(async () => {
        const { data } = await request<T>(call.method ?? "POST", `${address}/${call.verb}`, { body: call.body ?? {}, idempotencyKey: idempotencyKey() });
        return read ? read() : data;
      });
      last.current = sent.catch(() => undefined);
      return sent;
    },
    optimistic: (_client, call) => {
      const known = client.getQueryData<T>(key);
      if (!known || !call.ahead) return;
      client.setQueryData(key, lookedAhead(known, call.ahead));
      return () => {
        client.setQueryData<T>(key, (now) => (now && !isAhead(now) ? now : { ...known, version: Math.floor(known.version) }));
        void client.invalidateQueries({ queryKey: key, exact: true });
      };
    },
    done: (reply) => client.setQueryData<T>(key, (known) => answeredBy(known, reply, under_way.current <= 1)),
    refreshes,
  });
  const { mutateAsync, isPending } = act;
  return useMemo(() => {
    const perform = (call: VerbCall<T>): Promise<boolean> => {
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
