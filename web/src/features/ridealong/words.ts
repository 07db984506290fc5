// What formats, tags and phases are called, and the rules of each format in a sentence.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import Banknote from "lucide-react/icons/banknote";
import Flag from "lucide-react/icons/flag";
import GraduationCap from "lucide-react/icons/graduation-cap";
import Handshake from "lucide-react/icons/handshake";
import Headphones from "lucide-react/icons/headphones";
import Question from "lucide-react/icons/message-circle-question-mark";
import Pencil from "lucide-react/icons/pencil";
import Scale from "lucide-react/icons/scale";
import ShieldAlert from "lucide-react/icons/shield-alert";
import Swords from "lucide-react/icons/swords";
import UsersRound from "lucide-react/icons/users-round";
import type { Tone } from "@/ui";
import type { Format, NoteTag, Phase, Risk } from "./wire";

type Icon = typeof Flag;

export const formats: Record<Format, { name: MessageDescriptor; icon: Icon; rule: MessageDescriptor; rules: MessageDescriptor[] }> = {
  observe: {
    name: msg`Observe`,
    icon: Headphones,
    rule: msg`Silent, camera off, muted.`,
    rules: [msg`Camera off, muted, on a device of its own`, msg`Silent, unless the rep calls the manager in`, msg`Listens for one skill`],
  },
  co_sell: {
    name: msg`Co-sell`,
    icon: Handshake,
    rule: msg`One or two questions are the manager's.`,
    rules: [msg`Camera on, introduced by the rep`, msg`One or two strategic questions are the manager's`, msg`Budget and procurement: the manager covers, the rep leads`],
  },
  reverse: {
    name: msg`Reverse`,
    icon: GraduationCap,
    rule: msg`The manager plays a new colleague; the rep explains the plan.`,
    rules: [msg`The manager joined last month, and asks as somebody who does not know`, msg`The rep explains the plan, and why that way`, msg`The manager is not on the customer's call`],
  },
};
export const all_formats: Format[] = ["observe", "co_sell", "reverse"];

export const tags: Record<NoteTag, { name: MessageDescriptor; icon: Icon }> = {
  question: { name: msg`Question asked`, icon: Question },
  objection: { name: msg`Objection`, icon: ShieldAlert },
  next_step: { name: msg`Next step`, icon: Flag },
  talk_balance: { name: msg`Talk balance`, icon: Scale },
  competitor: { name: msg`Competitor`, icon: Swords },
  price: { name: msg`Price`, icon: Banknote },
  stakeholder: { name: msg`Stakeholder`, icon: UsersRound },
  free: { name: msg`Note`, icon: Pencil },
};

export const phases: Record<Phase, [MessageDescriptor, Tone]> = {
  booked: [msg`Booked`, "outline"],
  confirmed: [msg`Format confirmed`, "plain"],
  running: [msg`Running`, "accent"],
  ended: [msg`Debrief to come`, "warn"],
  debriefing: [msg`In debrief`, "accent"],
  done: [msg`Done`, "accent"],
  cancelled: [msg`Cancelled`, "plain"],
  lost: [msg`Called off by the customer`, "plain"],
  missed: [msg`Did not take place`, "bad"],
};

export const risks: Record<Exclude<Risk, "none">, MessageDescriptor> = {
  weeks: msg`Too few weeks are left`,
  calls: msg`Too few suitable calls in sight`,
};
