// The pre-brief: the rep's plan for the call, and what the manager will listen for. Each writes their own part; it is saved as it is typed.
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import { useCompetencies } from "@/features/session/playbook_names";
import { StatusMark } from "@/live/StatusMark";
import type { NoteSync } from "@/live/note_sync";
import { serverNow } from "@/live/server_clock";
import { Button, Card, DateTime, Field, Input, Section, Skeleton, Textarea } from "@/ui";
import { formOfText, textOfForm } from "@/live/form_text";
import { listen_for_target, pre_brief_keys, pre_brief_target, type PreBriefKey } from "./put_text";
import { first_name, useRideAlong } from "./use_ride_along";
import { useText, useTextValue } from "./use_text";
import { may, sign } from "./verbs";

export function PreBriefForm() {
  const { ride_along, is_manager } = useRideAlong();
  const may_write = may(ride_along, "pre-brief");
  return (
    <div>
      {is_manager || !may_write ? <RepsPart /> : <RepsForm />}
      {is_manager && may_write ? <ListenFor /> : <ListenForShown />}
    </div>
  );
}

function useFields(): Record<PreBriefKey, { label: string; placeholder: string }> {
  const { t } = useLingui();
  return {
    people: { label: t`Who will be there, and what does each of them want?`, placeholder: t`Dana, finance: sees the cost. Luis, operations: wants quiet nights.` },
    objective: { label: t`What will be different after this call?`, placeholder: t`They say what a week of it costs, and Dana joins the next one.` },
    objections: { label: t`What do you expect to hear against it, and how will you meet it?`, placeholder: t`“Not this quarter.” I ask what waiting costs.` },
    skill: { label: t`Which skill are you working on?`, placeholder: t`Asking for the number and waiting` },
  };
}

function RepsForm() {
  const { t } = useLingui();
  const { ride_along, perform, is_busy } = useRideAlong();
  const text = useText(ride_along, pre_brief_target);
  const { value, status, refusal } = useTextValue(text);
  const competencies = useCompetencies();
  const fields = useFields();
  if (!text) return <Skeleton className="h-44" />;
  const values = formOfText(pre_brief_keys, value);
  const write = (key: PreBriefKey, said: string) => text.edit(textOfForm(pre_brief_keys, { ...values, [key]: said }));
  const is_complete = pre_brief_keys.every((key) => values[key].trim() !== "");
  const { signed_at } = ride_along.pre_brief;
  const manager = first_name(ride_along.manager);
  return (
    <Section title={<Trans>Your plan</Trans>} aside={<SaveMark status={status} refusal={refusal} />}>
      <div className="grid max-w-2xl gap-5">
        {pre_brief_keys.map((key) => (
          <Field key={key} label={fields[key].label}>
            {key === "skill" ? (
              <>
                <Input value={values[key]} maxLength={4_000} placeholder={fields[key].placeholder} list="skills" onChange={(event) => write(key, event.target.value)} />
                <datalist id="skills">
                  {competencies.map(({ key: skill, name }) => (
                    <option key={skill} value={name} />
                  ))}
                </datalist>
              </>
            ) : (
              <Textarea rows={3} value={values[key]} maxLength={4_000} placeholder={fields[key].placeholder} className="[field-sizing:content]" onChange={(event) => write(key, event.target.value)} />
            )}
          </Field>
        ))}
        {signed_at ? (
          <p className="flex flex-wrap items-center gap-2 text-accent-strong">
            <Check size={17} aria-hidden />
            <Trans>
              Ready since <DateTime at={signed_at} />
            </Trans>
          </p>
        ) : (
          may(ride_along, "sign") && (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <Button look="primary" size="large" busy={is_busy} disabled={!is_complete || status !== "saved"} icon={<Check size={17} aria-hidden />} onClick={() => void perform({ ...sign(serverNow()), says: t`${manager} sees that you are ready.` })}>
                <Trans>I am ready</Trans>
              </Button>
              <span className="text-sm text-faint">{is_complete ? t`${manager} reads it before the call.` : t`Four short answers make a pre-brief.`}</span>
            </div>
          )
        )}
      </div>
    </Section>
  );
}

function SaveMark({ status, refusal }: { status: ReturnType<NoteSync["status"]>; refusal?: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm text-faint">
      <StatusMark status={status} />
      {refusal && <span className="text-bad">{refusal}</span>}
    </span>
  );
}

/** The rep's part, to be read. */
export function RepsPart() {
  const { t } = useLingui();
  const { ride_along } = useRideAlong();
  const fields = useFields();
  const { pre_brief } = ride_along;
  const said = pre_brief_keys.filter((key) => pre_brief[key].trim() !== "");
  const rep = first_name(ride_along.rep);
  return (
    <Section title={t`${rep}'s plan`} aside={pre_brief.signed_at && <Trans>Ready since <DateTime at={pre_brief.signed_at} /></Trans>}>
      {said.length === 0 ? (
        <p className="text-soft">{t`${rep} has written nothing yet. It appears here as they write.`}</p>
      ) : (
        <dl className="grid max-w-2xl gap-5">
          {said.map((key) => (
            <div key={key}>
              <dt className="text-sm text-faint">{fields[key].label}</dt>
              <dd className="said mt-0.5 whitespace-pre-wrap">{pre_brief[key]}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function ListenFor() {
  const { t } = useLingui();
  const { ride_along } = useRideAlong();
  const text = useText(ride_along, listen_for_target);
  const { value, status, refusal } = useTextValue(text);
  const rep = first_name(ride_along.rep);
  return (
    <Section title={<Trans>Your part</Trans>} aside={<SaveMark status={status} refusal={refusal} />}>
      <Field label={t`What will you listen for?`} hint={t`${rep} reads it before the call.`} className="max-w-2xl">
        <Textarea rows={3} value={value} maxLength={4_000} disabled={!text} placeholder={t`The silence after the question about cost.`} className="[field-sizing:content]" onChange={(event) => text?.edit(event.target.value)} />
      </Field>
    </Section>
  );
}

function ListenForShown() {
  const { t } = useLingui();
  const { ride_along } = useRideAlong();
  const { listen_for } = ride_along.pre_brief;
  const manager = first_name(ride_along.manager);
  return (
    <Card className="max-w-2xl">
      <h2 className="text-sm text-faint">{t`What ${manager} will listen for`}</h2>
      {listen_for ? <p className="said mt-0.5 whitespace-pre-wrap">{listen_for}</p> : <p className="mt-0.5 text-soft">{t`${manager} has not said yet.`}</p>}
    </Card>
  );
}
