// The outbox as admins see it: counts and what went wrong, never a subject or a text.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "@/api";

export interface Letter {
  id: string;
  kind: string;
  state: "waiting" | "dead";
  address: string;
  created_at: string;
  next_try_at?: string;
  last_tried_at?: string;
  attempts: number;
  error: string;
}
export interface Mail {
  is_set_up: boolean;
  server?: string;
  from?: string;
  is_simulated: boolean;
  waiting: number;
  sent: number;
  dead: number;
  oldest_waiting_at?: string;
  last_sent_at?: string;
  letters: Letter[];
  next_cursor?: string;
}

export const mailQuery = infiniteQueryOptions({
  queryKey: ["mail"],
  queryFn: ({ pageParam, signal }) => api.get<Mail>("/api/mail", { cursor: pageParam }, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor,
});
