// Every verb of a ride-along: its address and body, and what it will look like before the server has answered.
import type { VerbCall } from "@/live/use_verbs";
import type { Format, NoteTag, RideAlong } from "./wire";

export type Call = VerbCall<RideAlong>;

/** True when the server allows this verb now; verbs are named as the server names them ("hand-back"). */
export const may = ({ allowed }: Pick<RideAlong, "allowed">, verb: string) => allowed.includes(verb);

/** To the millisecond: two keys within a second keep their order. */
export const instant = (now_ms: number) => new Date(now_ms).toISOString();
const without = (now: RideAlong, ...verbs: string[]) => now.allowed.filter((verb) => !verbs.includes(verb));

export const consent = (is_given: boolean, now_ms: number): Call => ({
  verb: "consent",
  body: { given: is_given },
  ahead: (now) => ({ ...now, consent: is_given, consent_at: instant(now_ms) }),
});

export const sign = (now_ms: number): Call => ({ verb: "pre-brief", method: "PUT", body: { sign: true }, ahead: (now) => ({ ...now, pre_brief: { ...now.pre_brief, signed_at: instant(now_ms) }, allowed: without(now, "sign") }) });

export const confirmFormat = (format: Format, now_ms: number): Call => ({
  verb: "format",
  body: { format },
  ahead: (now) => ({ ...now, format, format_confirmed_at: instant(now_ms), state: now.state === "booked" ? "confirmed" : now.state }),
});

export const start: Call = { verb: "start" };
export const end: Call = { verb: "end" };
export const confirmHeld: Call = { verb: "confirm" };
export const cancel = (reason: string): Call => ({ verb: "cancel", body: { reason } });
export const rate = (score: number): Call => ({ verb: "usefulness", body: { score }, ahead: (now) => ({ ...now, usefulness: score }) });

export const startDebrief: Call = { verb: "debrief" };
export const endDebrief: Call = { verb: "debrief/end" };
export const enterStage = (key: string, now_ms: number): Call => ({ verb: "debrief/stage", body: { stage: key }, ahead: (now) => withStage(now, key, now_ms) });
export const comment = (text: string, now_ms: number): Call => ({
  verb: "comments",
  body: { text },
  ahead: (now) => ({ ...now, debrief: { ...now.debrief, comments: [...now.debrief.comments, { number: now.debrief.comments.length + 1, text, at: instant(now_ms) }] } }),
});
/** The named one, or the next that is planned for the two. */
export const nextSession = (session_id?: string): Call => ({ verb: "next-session", body: { session_id } });

export function withStage(now: RideAlong, key: string, now_ms: number): RideAlong {
  const { debrief } = now;
  const stages = debrief.stages.map((stage) =>
    stage.key === key ? { ...stage, entered_at: instant(now_ms) } : stage.entered_at && !stage.left_at ? { ...stage, left_at: instant(now_ms) } : stage,
  );
  return { ...now, debrief: { ...debrief, stage: key, stages } };
}

/** The requests of the note pad, as they wait on the device. Addresses from the root: they are sent from any page. */
export const noteRequest = (id: string, note: { id: string; at: string; tag: NoteTag; text: string }) => ({ path: `/api/ride-alongs/${id}/notes`, body: { note_id: note.id, at: note.at, tag: note.tag, text: note.text } });
export const noteRemoval = (id: string, note_id: string) => ({ path: `/api/ride-alongs/${id}/notes/${encodeURIComponent(note_id)}`, method: "DELETE" as const, body: {} });
/** With the time of the press: without a network they are sent later. */
export const takeOver = (id: string, at: string) => ({ path: `/api/ride-alongs/${id}/takeovers`, body: { at } });
export const handBack = (id: string, at: string) => ({ path: `/api/ride-alongs/${id}/takeovers/hand-back`, body: { at } });
