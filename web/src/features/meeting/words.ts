// The words of a circle's hour.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Tone } from "@/ui";
import type { Attendance, CommitmentOutcome, MeetingState } from "./wire";

export const outcomes: Record<CommitmentOutcome, { name: MessageDescriptor; tone: Tone }> = {
  done: { name: msg`Done`, tone: "accent" },
  partly: { name: msg`Partly`, tone: "warn" },
  not_done: { name: msg`Not done`, tone: "bad" },
  carried: { name: msg`Goes on`, tone: "plain" },
};

export const attendances: Record<Attendance, { name: MessageDescriptor; tone: Tone }> = {
  expected: { name: msg`Expected`, tone: "plain" },
  excused: { name: msg`Cannot come`, tone: "outline" },
  present: { name: msg`Was there`, tone: "accent" },
  missed: { name: msg`Missed`, tone: "warn" },
};

export const meeting_states: Record<MeetingState, { name: MessageDescriptor; tone: Tone }> = {
  planned: { name: msg`Planned`, tone: "plain" },
  running: { name: msg`Running`, tone: "accent" },
  held: { name: msg`Held`, tone: "accent" },
  lapsed: { name: msg`Nobody started it`, tone: "warn" },
  called_off: { name: msg`Called off`, tone: "outline" },
};

/** The template of a case study, in order: what stands above each field, and what helps to begin. */
export const case_fields = [
  { key: "situation", label: msg`The situation`, hint: msg`Who is the customer, where does the deal stand, who is in the room?` },
  { key: "tried", label: msg`What I tried`, hint: msg`What you said or did, in your own words. One call is better than a summary of five.` },
  { key: "stuck", label: msg`Where it is stuck`, hint: msg`The exact moment: what did they say, and what did you not know how to answer?` },
  { key: "ask", label: msg`What I ask of you`, hint: msg`One question to the circle.` },
] as const;

/** What a facilitator may read out when talk turns general; a way back to something one can work on, and no judgement. */
export const redirects = [
  msg`Let us take one customer. Who was it, and what exactly did they say?`,
  msg`Which moment of which call would you like to have again?`,
  msg`What would you try differently on the next call like it, and when is that?`,
];
