// My case study, written before the session and read by nobody until I present it. Saved as it is typed.
import { Trans, useLingui } from "@lingui/react/macro";
import Lock from "lucide-react/icons/lock";
import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/api";
import { StatusMark } from "@/live/StatusMark";
import { Field, Textarea } from "@/ui";
import { CaseSync, no_case } from "./case_text";
import type { CaseStudy } from "./wire";
import { case_fields } from "./words";

const nothing = () => () => undefined;

export function CaseDraft({ meeting_id, held }: { meeting_id: string; held?: CaseStudy }) {
  const { i18n } = useLingui();
  const [sync, set_sync] = useState<CaseSync>();
  const [first] = useState(held ?? no_case); // what comes later from the server is what this page sent
  useEffect(() => {
    const opened = new CaseSync(first, (text) => api.put(`/api/circle-meetings/${meeting_id}/case-study`, text));
    set_sync(opened);
    window.addEventListener("online", opened.retryNow);
    return () => {
      window.removeEventListener("online", opened.retryNow);
      opened.close();
    };
  }, [meeting_id, first]);
  const text = useSyncExternalStore(sync?.subscribe ?? nothing, sync?.text ?? (() => first));
  const status = useSyncExternalStore(sync?.subscribe ?? nothing, sync?.status ?? (() => "saved" as const));
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-faint">
        <span className="inline-flex items-center gap-1.5">
          <Lock size={14} aria-hidden />
          <Trans>Private until you present it: not even the circle reads it before.</Trans>
        </span>
        <span className="inline-flex items-center gap-1.5">
          <StatusMark status={status} />
        </span>
      </p>
      {case_fields.map(({ key, label, hint }) => (
        <Field key={key} label={i18n._(label)} hint={i18n._(hint)}>
          <Textarea rows={2} maxLength={2_000} value={text[key]} onChange={(event) => sync?.edit({ [key]: event.target.value })} className="[field-sizing:content]" />
        </Field>
      ))}
    </div>
  );
}
