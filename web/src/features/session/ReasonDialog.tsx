// Asks why, in the person's own words, before something that stays on the record.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Button, Dialog, DialogClose, Field, Textarea } from "@/ui";

export interface ReasonDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** On the button that does it. */
  verb: string;
  look?: "primary" | "danger";
  /** Whether it was done. Where it was not, the window stays, with what was written. */
  onReason: (reason: string) => Promise<boolean>;
}

export function ReasonDialog({ open, onOpenChange, title, description, verb, look = "primary", onReason }: ReasonDialogProps) {
  const { t } = useLingui();
  const form_id = useId();
  const [reason, setReason] = useState("");
  const [is_asked, setAsked] = useState(false);
  const is_empty = reason.trim() === "";
  const [is_busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (is_empty || is_busy) return;
    setBusy(true);
    const is_done = await onReason(reason.trim());
    setBusy(false);
    if (!is_done) return;
    onOpenChange(false);
    setReason("");
    setAsked(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <DialogClose render={<Button><Trans>Not now</Trans></Button>} />
          <Button type="submit" form={form_id} look={look} busy={is_busy}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={form_id} onSubmit={(event) => void submit(event)}>
        <Field label={<Trans>Reason</Trans>} error={is_asked && is_empty ? t`Say why in a few words; it stays on the record.` : undefined}>
          <Textarea rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
