// The draft of a case study, saved as it is typed. It has one author, so the server keeps no versions of it; the versions here only count what this device has seen taken.
import { api } from "@/api";
import { formOfText, textOfForm } from "@/live/form_text";
import type { PutText } from "@/live/put_text";
import type { CaseText } from "./wire";

export const case_target = "circle:case-study";
/** Texts of circles are known by their name on this device, too. */
export const is_circle_text = (target: string) => target.startsWith("circle:");

export const case_keys = ["situation", "tried", "stuck", "ask"] as const;

/** What the server holds, as the text it is kept and compared as. */
export const heldCase = (held: CaseText | undefined) => (held ? textOfForm(case_keys, held) : "");

export const putCase: PutText = async (meeting_id, _target, note) => {
  await api.put(`/api/circle-meetings/${meeting_id}/case-study`, formOfText(case_keys, note.text));
  return { outcome: "accepted", server: { text: note.text, version: note.version + 1 } };
};
