// My case study, written before the session and read by nobody until I present it. Saved as it is typed; what is not sent yet is on this device, under my name alone.
import { Trans, useLingui } from "@lingui/react/macro";
import Lock from "lucide-react/icons/lock";
import { formOfText, textOfForm } from "@/live/form_text";
import { StatusMark } from "@/live/StatusMark";
import { useText, useTextValue } from "@/live/use_text";
import { Field, Skeleton, Textarea } from "@/ui";
import { case_keys, case_target, heldCase, putCase } from "./put_case";
import type { CaseStudy, CaseText } from "./wire";
import { case_fields } from "./words";

export function CaseDraft({ meeting_id, held }: { meeting_id: string; held?: CaseStudy }) {
  const { i18n } = useLingui();
  const text = useText({ id: meeting_id, target: case_target, held: heldCase(held), put: putCase });
  const { value, status, refusal } = useTextValue(text);
  if (!text) return <Skeleton className="h-44" />;
  const values = formOfText(case_keys, value);
  const write = (key: keyof CaseText, said: string) => text.edit(textOfForm(case_keys, { ...values, [key]: said }));
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-faint">
        <span className="inline-flex items-center gap-1.5">
          <Lock size={14} aria-hidden className="shrink-0" />
          <Trans>Private until you present it: not even the circle reads it before.</Trans>
        </span>
        <span className="inline-flex items-center gap-1.5">
          <StatusMark status={status} />
          {refusal && <span className="text-bad">{refusal}</span>}
        </span>
      </p>
      {case_fields.map(({ key, label, hint }) => (
        <Field key={key} label={i18n._(label)} hint={i18n._(hint)}>
          <Textarea rows={2} maxLength={2_000} value={values[key]} onChange={(event) => write(key, event.target.value)} className="[field-sizing:content]" />
        </Field>
      ))}
    </div>
  );
}
