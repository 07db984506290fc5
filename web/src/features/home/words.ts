// What the home page says of each next action and each number: the server sends what it is about, the words are here.
import { plural, t } from "@lingui/core/macro";
import type { HomeAction, HomeNumber } from "@/api";

export interface ActionWords {
  title: string;
  why: string;
  verb: string;
}

function source_name(kind: string | undefined) {
  if (kind === "roster") return t`Roster`;
  if (kind === "opportunities") return t`Opportunities`;
  if (kind === "stage-history") return t`Stage history`;
  if (kind === "quotas") return t`Quotas`;
  if (kind === "accounts") return t`Accounts`;
  if (kind === "products") return t`Products`;
  if (kind === "holidays") return t`Holidays`;
  if (kind === "calls") return t`Customer calls`;
  return kind ?? "";
}

export function words_of(action: HomeAction): ActionWords {
  const name = action.person ? action.person.name : t`somebody`;
  const conversation = action.conversation ?? "";
  const count = action.count ?? 0;
  const source = source_name(action.source);
  switch (action.kind) {
    case "join":
      return { title: t`Join your ${conversation} with ${name}`, why: t`It is running now.`, verb: t`Join` };
    case "start":
      return { title: t`${conversation} with ${name}`, why: t`It opens on what they said they would do.`, verb: t`Start` };
    case "open":
      return { title: t`${conversation} with ${name}`, why: t`It opens on what they said they would do.`, verb: t`Open` };
    case "prepare":
      return { title: t`${conversation} with ${name}`, why: t`It opens on what you said you would do.`, verb: t`Open` };
    case "confirm":
      return { title: t`Did your ${conversation} with ${name} take place?`, why: t`It counts as held once you say so.`, verb: t`Confirm` };
    case "rate":
      return { title: t`Was your ${conversation} with ${name} useful?`, why: t`One tap. Your manager only ever sees an average of many.`, verb: t`Answer` };
    case "settle":
      return { title: t`What became of your ${conversation} with ${name}?`, why: t`It was planned and never started. Move it, or say why it did not take place.`, verb: t`Settle` };
    case "plan":
      return { title: t`Plan a ${conversation} with ${name}`, why: t`It is owed, and nothing is on the calendar.`, verb: t`Plan` };
    case "plan_many":
      return { title: plural(count, { one: "Plan # session your reps are owed", other: "Plan # sessions your reps are owed" }), why: t`The first to close is the ${conversation} with ${name}.`, verb: t`Plan` };
    case "ask":
      return { title: t`Ask for your ${conversation}`, why: t`You are owed one, and nothing is on the calendar.`, verb: t`Plan` };
    case "quiet":
      return { title: plural(count, { one: `${name} has had no 1:1 for # week`, other: `${name} has had no 1:1 for # weeks` }), why: t`A rhythm that stops for three weeks rarely starts again by itself.`, verb: t`Plan one` };
    case "help":
      return { title: t`Ask ${name} what is in the way`, why: plural(count, { one: "No 1:1 in their team for # week. What help do they need?", other: "No 1:1 in their team for # weeks. What help do they need?" }), verb: t`Look` };
    case "promise": {
      const quote = action.quote ?? "";
      return { title: t`You said: “${quote}”`, why: t`Your next conversation opens on it.`, verb: t`See` };
    }
    case "unmatched":
      return { title: plural(count, { one: "# name in the imports belongs to nobody", other: "# names in the imports belong to nobody" }), why: t`Their rows wait, and no number counts them.`, verb: t`Match` };
    case "stale":
      return { title: t`${source}: not imported for over a week`, why: t`Signals say how old they are, and managers stop trusting old ones.`, verb: t`Import` };
    case "never_imported":
      return { title: t`Import for the first time: ${source}`, why: t`Signals stay silent without it.`, verb: t`Import` };
    case "rejected":
      return { title: plural(count, { one: "# row of the last imports was rejected", other: "# rows of the last imports were rejected" }), why: t`Each says what was expected.`, verb: t`Read` };
    case "capacity":
      return { title: plural(count, { one: "The playbook asks more of # manager than there are hours", other: "The playbook asks more of # managers than there are hours" }), why: t`What cannot fit is dropped quietly unless somebody chooses.`, verb: t`Look` };
    case "never_signed_in":
      return { title: plural(count, { one: "# person has never signed in", other: "# people have never signed in" }), why: t`Their set-up link may have expired.`, verb: t`See` };
    case "hold_calibration":
      return { title: t`Ask ${name} what stands in the way of their ride-alongs`, why: t`Their scorecard shows something that chance does not explain, or that was missed.`, verb: t`Prepare` };
    case "attend_calibration":
      return { title: t`${name} will talk with you about your ride-alongs`, why: t`Your scorecard opened it. It is about what stands in the way and what would help.`, verb: t`Look` };
    case "match_calls":
      return { title: plural(count, { one: "# customer call without an account", other: "# customer calls without an account" }), why: t`Nothing says whom it is with, so no ride-along is proposed on it.`, verb: t`Match` };
    case "review_calibration":
      return { title: t`Look again at what you agreed with ${name}`, why: t`The day you set for it has come.`, verb: t`Open` };
  }
}

export interface NumberWords {
  label: string;
  note?: string;
}

export function number_words({ kind }: HomeNumber): NumberWords {
  switch (kind) {
    case "held_by_team":
      return { label: t`Weekly 1:1s held`, note: t`of those owed in the last four weeks; excused and cancelled ones count as owed` };
    case "held_with_me":
      return { label: t`Weekly 1:1s you had`, note: t`of those you were owed in the last four weeks` };
    case "commitments_kept":
      return { label: t`Commitments kept`, note: t`of those inspected in the last twelve weeks, partly kept ones not counted as kept` };
    case "unmatched_names":
      return { label: t`Names without a person` };
    case "overloaded_managers":
      return { label: t`Managers asked for more hours than there are` };
  }
}
