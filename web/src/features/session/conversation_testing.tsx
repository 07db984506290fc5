// Renders a part of a conversation's page, with its notes and with what was asked of the server.
import { vi } from "vitest";
import type { ReactNode } from "react";
import type { Conversation, Me } from "@/api";
import { ana, render_as } from "@/testing/render";
import { ConversationContext, conversationKey, useVerbs, type Live } from "./use_conversation";
import { Notes, NotesContext } from "./use_notes";
import { useQuery } from "@tanstack/react-query";

export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/** Answers every request by `answer` (a status of 200 unless it says otherwise) and writes down what was asked. */
export function answering(answer: (call: Call) => unknown = () => ({})) {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const call = { method: init.method ?? "GET", path, body: JSON.parse(String(init.body ?? "{}")) as Record<string, unknown> };
    const saved = call.method === "PUT" ? { text: call.body.text, version: Number(call.body.base_version) + 1 } : undefined; // notes are taken as they come
    const body = (saved ?? answer(call)) as { status?: number } | undefined;
    if (call.method !== "GET") calls.push(call);
    return new Response(JSON.stringify(body ?? {}), { status: typeof body?.status === "number" && body.status >= 400 ? body.status : 200, headers: { "Content-Type": "application/json" } });
  });
  return calls;
}

function Scope({ start, live, children }: { start: Conversation; live: Live; children: ReactNode }) {
  const conversation = useQuery<Conversation>({ queryKey: conversationKey(start.id), queryFn: () => start, initialData: start, staleTime: Infinity }).data;
  const { perform, is_busy } = useVerbs(start.id);
  const is_manager = conversation.viewer === "manager";
  return <ConversationContext value={{ conversation, other: is_manager ? conversation.rep : conversation.manager, is_manager, live, perform, is_busy }}>{children}</ConversationContext>;
}

export async function render_in(conversation: Conversation, node: ReactNode, { me = {}, live = {} }: { me?: Partial<Me>; live?: Partial<Live> } = {}) {
  const notes = new Notes("u1", conversation, []);
  const viewer = conversation.viewer === "manager" ? conversation.manager : conversation.rep;
  const rendered = await render_as(
    { ...ana, person: viewer, ...me },
    <Scope start={conversation} live={{ is_connected: true, people: [], ...live }}>
      <NotesContext value={notes}>{node}</NotesContext>
    </Scope>,
  );
  return { ...rendered, notes };
}
