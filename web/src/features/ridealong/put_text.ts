// What is saved as it is typed: the rep's part of the pre-brief, the manager's part of it, and the rep's self-assessment. Each has one author,
// so the server keeps no versions of them; the versions here only count what this device has seen taken.
import { api } from "@/api";
import { formOfText, textOfForm } from "@/live/form_text";
import type { PutText } from "@/live/put_text";
import type { RideAlong } from "./wire";

export const pre_brief_target = "ride-along:pre-brief";
export const listen_for_target = "ride-along:listen-for";
export const self_assessment_target = "ride-along:self-assessment";
export const is_ride_along_text = (target: string) => target.startsWith("ride-along:");

export const pre_brief_keys = ["people", "objective", "objections", "skill"] as const;
export type PreBriefKey = (typeof pre_brief_keys)[number];

/** What the server holds, as the text it is kept and compared as. */
export function heldText({ pre_brief, debrief }: Pick<RideAlong, "pre_brief" | "debrief">, target: string): string {
  if (target === pre_brief_target) return textOfForm(pre_brief_keys, pre_brief);
  return target === listen_for_target ? pre_brief.listen_for : debrief.self_assessment;
}

function request_for(target: string, text: string): [string, Record<string, string>] {
  if (target === pre_brief_target) return ["pre-brief", formOfText(pre_brief_keys, text)];
  return target === listen_for_target ? ["pre-brief", { listen_for: text }] : ["self-assessment", { text }];
}

export const putRideAlongText: PutText = async (id, target, note) => {
  // An assessment that was emptied is not one: the last words that said something stay.
  if (target === self_assessment_target && note.text.trim() === "") return { outcome: "accepted", server: { text: note.text, version: note.version + 1 } };
  const [verb, body] = request_for(target, note.text);
  await api.put(`/api/ride-alongs/${id}/${verb}`, body);
  return { outcome: "accepted", server: { text: note.text, version: note.version + 1 } };
};
