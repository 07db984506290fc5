// How the rep saw it, in their own words, before anybody else speaks.
import { useLingui } from "@lingui/react/macro";
import { StatusMark } from "@/live/StatusMark";
import { Field, Textarea } from "@/ui";
import { self_assessment_target } from "./put_text";
import { first_name, useRideAlong } from "./use_ride_along";
import { useText, useTextValue } from "./use_text";
import { may } from "./verbs";

export function SelfAssessment() {
  const { t } = useLingui();
  const { ride_along, is_manager } = useRideAlong();
  const { self_assessment } = ride_along.debrief;
  const rep = first_name(ride_along.rep);
  if (!is_manager && may(ride_along, "self-assessment")) return <Writing />;
  return self_assessment === "" ? <p className="text-soft">{is_manager ? t`${rep} has not written yet. It appears here as they write, and your comments come after it.` : t`You wrote nothing.`}</p> : <p className="said max-w-2xl whitespace-pre-wrap">{self_assessment}</p>;
}

function Writing() {
  const { t } = useLingui();
  const { ride_along } = useRideAlong();
  const text = useText(ride_along, self_assessment_target);
  const { value, status, refusal } = useTextValue(text);
  const manager = first_name(ride_along.manager);
  return (
    <Field label={t`How did you see it?`} hint={t`${manager} reads it as you write, and speaks after you.`} className="max-w-2xl">
      <Textarea rows={5} value={value} maxLength={4_000} disabled={!text} className="said [field-sizing:content]" onChange={(event) => text?.edit(event.target.value)} />
      <span className="inline-flex items-center gap-1.5 text-sm text-faint">
        <StatusMark status={status} />
        {refusal && <span className="text-bad">{refusal}</span>}
      </span>
    </Field>
  );
}
