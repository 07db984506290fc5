// What the page knows of a conversation and how it changes: each verb has a look-ahead so that it shows at once.
import type { Conversation, ConversationTimer, SharedNote, Verdict } from "@/api";
import { stageRunningSeconds, totalSeconds } from "./timer";

export type Phase = "planned" | "gate" | "running" | "ended";

export const is_over = (conversation: Pick<Conversation, "state">) => !["planned", "confirmed", "running"].includes(conversation.state);

export function phaseOf(conversation: Conversation): Phase {
  if (conversation.state === "planned" || conversation.state === "confirmed") return "planned";
  if (conversation.state !== "running") return "ended";
  return conversation.gate.state === "open" ? "gate" : "running";
}

/** True when the server allows this verb now; verbs are named as in their addresses ("skip-stage"). */
export const may = (conversation: Pick<Conversation, "allowed">, verb: string) =>
  conversation.allowed.some((allowed) => allowed.replaceAll("_", "-") === verb);

export { answeredBy, isAhead, lookedAhead, newerOf } from "@/live/versions";

const instant = (now_ms: number) => new Date(now_ms).toISOString();

/** The stages with the running one's time written down, so that the clock can leave it. */
const settledStages = (conversation: Conversation, now_ms: number) =>
  conversation.agenda.map((stage) => ({ ...stage, spent_seconds: stage.spent_seconds + stageRunningSeconds(stage, conversation.timer, now_ms) }));

export function withStage(conversation: Conversation, key: string, now_ms: number): Conversation {
  return {
    ...conversation,
    agenda: settledStages(conversation, now_ms).map((stage) =>
      stage.key === key ? { ...stage, state: "running", entered_at: instant(now_ms) } : stage.state === "running" || stage.state === "paused" ? { ...stage, state: "done" } : stage,
    ),
    timer: { ...conversation.timer, stage: key },
  };
}

export function withPause(conversation: Conversation, now_ms: number): Conversation {
  const { timer } = conversation;
  return {
    ...conversation,
    agenda: settledStages(conversation, now_ms).map((stage) => (stage.key === timer.stage ? { ...stage, state: "paused" } : stage)),
    timer: { ...timer, state: "paused", total_seconds: totalSeconds(timer, now_ms), since: undefined },
    allowed: [...conversation.allowed.filter((verb) => verb !== "pause" && verb !== "stage"), "resume"],
  };
}

export function withResume(conversation: Conversation, now_ms: number): Conversation {
  return {
    ...conversation,
    agenda: conversation.agenda.map((stage) => (stage.key === conversation.timer.stage ? { ...stage, state: "running" } : stage)),
    timer: { ...conversation.timer, state: "running", since: instant(now_ms) },
    allowed: [...conversation.allowed.filter((verb) => verb !== "resume"), "pause", "stage"],
  };
}

export function withVerdict(conversation: Conversation, id: string, verdict: Verdict, note?: string): Conversation {
  return {
    ...conversation,
    gate: { ...conversation.gate, commitments: conversation.gate.commitments.map((each) => (each.id === id ? { ...each, verdict, verdict_note: note } : each)) },
  };
}

/** The timer as the stream told it; the stages follow until the whole conversation is read again. */
export function withTimer(conversation: Conversation, timer: ConversationTimer, now_ms: number): Conversation {
  const moved = timer.stage && timer.stage !== conversation.timer.stage;
  const seen = moved ? withStage(conversation, timer.stage!, now_ms) : timer.state === "paused" && conversation.timer.state === "running" ? withPause(conversation, now_ms) : timer.state === "running" && conversation.timer.state === "paused" ? withResume(conversation, now_ms) : conversation;
  return { ...seen, timer, allowed: conversation.allowed }; // who may do what comes with the conversation itself
}

/** A note as the stream told it, unless a newer one is known. */
export function withNote(conversation: Conversation, note: SharedNote): Conversation {
  const known = conversation.shared_notes.find((each) => each.stage === note.stage);
  if (known && known.version >= note.version) return conversation;
  return { ...conversation, shared_notes: [...conversation.shared_notes.filter((each) => each !== known), note] };
}

/** True when the rep said afterwards that it took place; that they would come, said before, is another thing. */
export function isConfirmedHeld({ confirmation, started_at }: Pick<Conversation, "confirmation" | "started_at">) {
  const { confirmed_at } = confirmation;
  return confirmed_at !== undefined && (started_at === undefined || Date.parse(confirmed_at) >= Date.parse(started_at));
}

/** How long the conversation ran in whole minutes: a started minute counts once half of it is over. */
export const heldMinutes = (conversation: Pick<Conversation, "timer">) => Math.round(conversation.timer.total_seconds / 60);
