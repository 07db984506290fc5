// Every act of a circle's hour: its address and body, and what it will look like before the server has answered.
import { serverNow } from "@/live/server_clock";
import type { VerbCall } from "@/live/use_verbs";
import { airtime_at, instant } from "./clock";
import type { CaseText, Meeting } from "./wire";

export type Call = VerbCall<Meeting>;
export type Act = "start" | "attend" | "leave" | "excuse" | "take_over" | "stage" | "floor" | "handover" | "end" | "write_case" | "note" | "message" | "commitment" | "feedback";

export const may = ({ allowed }: Pick<Meeting, "allowed">, act: Act) => allowed.includes(act);

export const start: Call = { verb: "start" };
export const attend: Call = { verb: "attend" };
export const leave: Call = { verb: "leave" };
export const excuse: Call = { verb: "excuse" };
export const end: Call = { verb: "end" };

/** Forward only. A case that is not its planned presenter's names another; a drill is a key of the library. */
export const stage = (key: string, more: { presenter_id?: string; drill?: string } = {}): Call => ({ verb: "stage", body: { stage: key, ...more }, ahead: (now) => with_stage(now, key) });
/** The drill of the stage that runs. */
export const pick_drill = (key: string, drill: string): Call => ({ verb: "stage", body: { stage: key, drill }, ahead: (now) => ({ ...now, drill: now.drills.find((each) => each.key === drill) ?? now.drill }) });
/** Nobody: the floor is free. */
export const floor = (person_id?: string): Call => ({ verb: "floor", body: { person_id }, ahead: (now) => with_floor(now, person_id) });
export const hand_over = (to_id: string): Call => ({
  verb: "handover",
  body: { to_id },
  ahead: (now) => ({ ...now, facilitator: now.members.find(({ id }) => id === to_id), is_facilitator: to_id === now.viewer_id }),
});
export const take_over: Call = { verb: "handover", body: {} };

export const note = (key: string, text: string): Call => ({ verb: "notes", body: { stage: key, text } });
export const message = (text: string): Call => ({ verb: "messages", body: { text } });
export const feedback = (to_id: string, text: string): Call => ({ verb: "drill-feedback", body: { to_id, text } });
export const commit = (text: string, due_on?: string): Call => ({ verb: "commitments", body: { text, due_on } });
export const write_case = (text: CaseText): Call => ({ verb: "case-study", method: "PUT", body: { ...text } });

export function with_stage(now: Meeting, key: string): Meeting {
  const at = instant();
  const agenda = now.agenda.map((each) => (each.key === key ? { ...each, entered_at: each.entered_at ?? at } : each.entered_at && !each.left_at ? { ...each, left_at: at } : each));
  return { ...now, agenda, stage: key };
}

/** The sums are taken anew, so that what was spoken stays with who spoke. */
export function with_floor(now: Meeting, person_id: string | undefined): Meeting {
  const now_ms = serverNow();
  const person = now.members.find(({ id }) => id === person_id);
  return {
    ...now,
    now: instant(now_ms),
    members: now.members.map((member) => ({ ...member, airtime_seconds: airtime_at(member, now, now_ms) })),
    floor: person && { person: { id: person.id, name: person.name }, since: instant(now_ms) },
  };
}
