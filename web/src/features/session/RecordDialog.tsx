// Puts on the record what was talked about outside the page: a pipeline review, which never counts as coaching, or deal coaching.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState, type FormEvent } from "react";
import { api, type PersonRef } from "@/api";
import { problem_text, useAct } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Button, Dialog, DialogClose, Field, Input, Select, Textarea } from "@/ui";
import { idempotencyKey } from "@/live/keys";
import { instantOf, localMoment } from "./times";

export interface RecordDialogProps {
  reps: PersonRef[];
  onClose: () => void;
}

export function RecordDialog({ reps, onClose }: RecordDialogProps) {
  const { t } = useLingui();
  const me = useMe();
  const form_id = useId();
  const [kind, setKind] = useState("pipeline_review");
  const [rep_id, setRep] = useState("");
  const [when, setWhen] = useState(() => localMoment(me.now, me.time_zone));
  const [minutes, setMinutes] = useState("30");
  const [note, setNote] = useState("");
  const [is_asked, setAsked] = useState(false);
  const starts_at = instantOf(when, me.time_zone);
  const length = Number(minutes);
  const errors = {
    rep: rep_id === "" ? t`Choose a rep.` : undefined,
    when: !starts_at ? t`Say when it was.` : Date.parse(starts_at) > Date.parse(me.now) + 60_000 ? t`That is still to come. Record it afterwards.` : undefined,
    minutes: Number.isInteger(length) && length >= 5 && length <= 240 ? undefined : t`A whole number of minutes, 5 to 240.`,
  };
  const record = useAct<void, { id: string }>({
    run: () => api.post<{ id: string }>("/api/sessions/record", { kind, rep_id, starts_at, minutes: length, note: note.trim() || undefined }, { idempotencyKey: idempotencyKey() }),
    refreshes: [["sessions", "list"], ["home"], ["team"]],
    says: () => (kind === "pipeline_review" ? t`Recorded. It does not count as coaching.` : t`Recorded.`),
    quiet_errors: true,
    done: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!errors.rep && !errors.when && !errors.minutes) record.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Record a conversation`}
      footer={
        <>
          <DialogClose
            render={
              <Button>
                <Trans>Not now</Trans>
              </Button>
            }
          />
          <Button type="submit" form={form_id} look="primary" busy={record.isPending}>
            <Trans>Record it</Trans>
          </Button>
        </>
      }
    >
      <form id={form_id} noValidate onSubmit={submit} className="grid gap-4">
        {record.error !== null && (
          <p role="alert" className="text-sm text-bad">
            {problem_text(record.error)}
          </p>
        )}
        <Field
          label={<Trans>Kind</Trans>}
          hint={kind === "pipeline_review" ? t`A pipeline review never counts as coaching, however good it was. It is kept so that the time is seen.` : t`It counts as deal coaching once the rep confirms it.`}
        >
          <Select value={kind} onChange={(event) => setKind(event.target.value)}>
            <option value="pipeline_review">{t`Pipeline or forecast review`}</option>
            <option value="deal_coaching">{t`Deal coaching`}</option>
          </Select>
        </Field>
        <Field label={<Trans>With</Trans>} error={is_asked && errors.rep}>
          <Select value={rep_id} onChange={(event) => setRep(event.target.value)}>
            <option value="">{t`Choose…`}</option>
            {reps.map((rep) => (
              <option key={rep.id} value={rep.id}>
                {rep.name}
              </option>
            ))}
          </Select>
        </Field>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-[1fr_1fr_6rem]">
          <Field label={<Trans>Day</Trans>} error={is_asked && errors.when} className="max-sm:col-span-2">
            <Input type="date" value={when.date} onChange={(event) => setWhen({ ...when, date: event.target.value })} />
          </Field>
          <Field label={<Trans>From</Trans>}>
            <Input type="time" value={when.time} onChange={(event) => setWhen({ ...when, time: event.target.value })} />
          </Field>
          <Field label={<Trans>Minutes</Trans>} error={is_asked && errors.minutes}>
            <Input inputMode="numeric" value={minutes} onChange={(event) => setMinutes(event.target.value)} />
          </Field>
        </div>
        <Field label={<Trans>Note</Trans>} optional hint={<Trans>Both of you can read it.</Trans>}>
          <Textarea rows={3} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
