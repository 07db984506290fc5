// The state of a conversation or of what was owed, in one word. The word carries the meaning; the colour only repeats it.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Badge, type Tone } from "@/ui";

const states: Record<string, [MessageDescriptor, Tone]> = {
  planned: [msg`Planned`, "outline"],
  confirmed: [msg`Confirmed`, "plain"],
  running: [msg`Running`, "accent"],
  ended: [msg`Not confirmed yet`, "outline"],
  held: [msg`Held`, "accent"],
  satisfied: [msg`Held`, "accent"],
  short: [msg`Held short`, "warn"],
  moved: [msg`Moved`, "plain"],
  excused: [msg`Excused`, "plain"],
  cancelled: [msg`Cancelled`, "plain"],
  missed: [msg`Missed`, "bad"],
  pending: [msg`Not due yet`, "outline"],
  due: [msg`Due`, "outline"],
  kept: [msg`Kept`, "accent"],
  partly: [msg`Partly`, "warn"],
  no_occasion: [msg`No occasion`, "plain"],
};

export function SessionStateBadge({ state }: { state: string }) {
  const { i18n } = useLingui();
  const known = states[state];
  return known ? <Badge tone={known[1]}>{i18n._(known[0])}</Badge> : null;
}
