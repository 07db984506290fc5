// Excuses a conversation for time off, a holiday or sickness. It stays in the count, in a column of its own.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState, type FormEvent } from "react";
import { Button, Dialog, DialogClose, Field, Input, Select } from "@/ui";
import { useConversation } from "./use_conversation";

export function ExcuseDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useLingui();
  const { perform } = useConversation();
  const form_id = useId();
  const [reason, setReason] = useState("pto");
  const [note, setNote] = useState("");
  const [is_busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (is_busy) return;
    setBusy(true);
    const is_done = await perform({ verb: "excuse", body: { reason, note: note.trim() || undefined }, says: t`Excused.` });
    setBusy(false);
    if (is_done) onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Excuse the conversation`}
      description={t`An excused conversation is neither held nor missed; it is shown in a column of its own.`}
      footer={
        <>
          <DialogClose
            render={
              <Button>
                <Trans>Not now</Trans>
              </Button>
            }
          />
          <Button type="submit" form={form_id} look="primary" busy={is_busy}>
            <Trans>Excuse</Trans>
          </Button>
        </>
      }
    >
      <form id={form_id} onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label={<Trans>Reason</Trans>}>
          <Select value={reason} onChange={(event) => setReason(event.target.value)}>
            <option value="pto">{t`Time off`}</option>
            <option value="holiday">{t`Public holiday`}</option>
            <option value="sickness">{t`Sickness`}</option>
          </Select>
        </Field>
        <Field label={<Trans>Note</Trans>} optional>
          <Input maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
