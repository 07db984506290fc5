// The two forms of a ride-along that are saved as they are typed: the pre-brief and the rep's self-assessment.
import { api, ApiError } from "@/api";
import type { NoteVersion } from "@/live/note_state";
import type { PutText } from "@/live/put_text";
import { formOfText, textOfForm } from "./form_text";
import type { RideAlong } from "./wire";

export const pre_brief_target = "ride-along:pre-brief";
export const self_assessment_target = "ride-along:self-assessment";
export const is_ride_along_text = (target: string) => target.startsWith("ride-along:");

export const pre_brief_keys = ["account", "people", "objective", "objections", "skill", "listen_for"] as const;
export type PreBriefKey = (typeof pre_brief_keys)[number];

/** What the server holds of a form, as the text it is kept and compared as. */
export function heldText(ride_along: RideAlong, target: string): NoteVersion {
  if (target === pre_brief_target) return { text: textOfForm(pre_brief_keys, ride_along.pre_brief), version: ride_along.pre_brief.version };
  const { text, version } = ride_along.debrief.self_assessment;
  return { text, version };
}

export const putRideAlongText: PutText = async (id, target, note) => {
  const address = `/api/ride-alongs/${id}/${target === pre_brief_target ? "pre-brief" : "self-assessment"}`;
  const body = target === pre_brief_target ? formOfText(pre_brief_keys, note.text) : { text: note.text };
  try {
    const reply = await api.put<RideAlong>(address, { ...body, base_version: note.version });
    return { outcome: "accepted", server: { text: note.text, version: heldText(reply, target).version } };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409 || error.code !== "note_changed") throw error;
    return { outcome: "conflicted", server: heldText(await api.get<RideAlong>(`/api/ride-alongs/${id}`), target) };
  }
};
