// The drill of the hour: picked by the facilitator from the library, its steps, and one thing said to each other afterwards.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { Button, Field, Input, Select } from "@/ui";
import { first_name, useMeeting } from "./use_meeting";
import { feedback, may, pick_drill } from "./verbs";
import type { Drill, MeetingStage } from "./wire";

export function StageDrill({ stage }: { stage: MeetingStage }) {
  const { t } = useLingui();
  const { meeting, perform } = useMeeting();
  const { drill, drills } = meeting;
  return (
    <div className="grid gap-5">
      {may(meeting, "stage") && (
        <Field label={drill ? t`The drill` : t`Which drill?`} className="max-w-md">
          <Select value={drill?.key ?? ""} onChange={(event) => event.target.value && void perform(pick_drill(stage.key, event.target.value))}>
            <option value="">{t`Choose…`}</option>
            {drills.map(({ key, name, minutes }) => (
              <option key={key} value={key}>
                {t`${name}, ${minutes} min`}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {drill ? <DrillSteps drill={drill} /> : !may(meeting, "stage") && <p className="text-soft">{meeting.facilitator ? t`${first_name(meeting.facilitator)} picks a drill.` : <Trans>The facilitator picks a drill.</Trans>}</p>}
      {may(meeting, "feedback") && <GiveFeedback />}
      <FeedbackList />
    </div>
  );
}

function DrillSteps({ drill }: { drill: Drill }) {
  return (
    <div>
      <h2 className="title text-lg">{drill.name}</h2>
      <p className="text-sm text-faint">
        <Plural value={drill.minutes} one="# min" other="# min" />
      </p>
      <ol className="mt-2 grid list-decimal gap-1.5 pl-5">
        {drill.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}

/** One thing to keep or to try, said to one person in front of all. */
function GiveFeedback() {
  const { t } = useLingui();
  const { meeting, perform, is_busy } = useMeeting();
  const [to, set_to] = useState("");
  const [text, set_text] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to === "" || text.trim() === "") return;
    void perform(feedback(to, text.trim())).then((is_done) => is_done && set_text(""));
  };
  return (
    <form onSubmit={submit} className="grid gap-2 md:grid-cols-[11rem_minmax(0,1fr)_auto] sm:items-end">
      <Field label={<Trans>Feedback to</Trans>}>
        <Select value={to} onChange={(event) => set_to(event.target.value)}>
          <option value="">{t`Choose…`}</option>
          {meeting.members.filter(({ id }) => id !== meeting.viewer_id).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={<Trans>One thing to keep, one thing to try</Trans>}>
        <Input maxLength={1_000} value={text} onChange={(event) => set_text(event.target.value)} />
      </Field>
      <Button type="submit" busy={is_busy} disabled={to === "" || text.trim() === ""} className="min-h-10">
        <Trans>Give it</Trans>
      </Button>
    </form>
  );
}

export function FeedbackList() {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  if (meeting.feedback.length === 0) return null;
  return (
    <ul aria-label={t`Feedback on the drill`} className="grid gap-2.5">
      {meeting.feedback.map(({ id, to, by, text }) => (
        <li key={id} className="border-l-2 border-line pl-3 text-sm">
          <span className="text-faint">{t`${first_name(by)} to ${first_name(to)}`}</span>
          <p className="whitespace-pre-wrap">{text}</p>
        </li>
      ))}
    </ul>
  );
}
