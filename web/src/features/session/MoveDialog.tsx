// Moves a planned conversation to another time, with the reason; taking it back moves it back.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState, type FormEvent } from "react";
import { Button, Dialog, DialogClose, Field, Textarea } from "@/ui";
import { instantOf, localMoment } from "./times";
import { TimePicker } from "./TimePicker";
import { useConversation } from "./use_conversation";

export function MoveDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useLingui();
  const { conversation, perform } = useConversation();
  const form_id = useId();
  const [when, setWhen] = useState(() => localMoment(conversation.starts_at, conversation.time_zone));
  const [reason, setReason] = useState("");
  const [is_asked, setAsked] = useState(false);
  const starts_at = instantOf(when, conversation.time_zone);
  const same = starts_at === conversation.starts_at;
  const complete = starts_at !== undefined && !same && reason.trim() !== "";

  const [is_busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!complete || is_busy) return;
    const before = conversation.starts_at;
    setBusy(true);
    const is_done = await perform({
      verb: "move",
      body: { starts_at, reason: reason.trim() },
      says: t`Moved.`,
      undo: { verb: "move", body: { starts_at: before, reason: t`Taken back.` } },
    });
    setBusy(false);
    if (is_done) onOpenChange(false);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Move the conversation`}
      description={t`Both of you see the new time and the reason. A moved conversation still counts.`}
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
            <Trans>Move</Trans>
          </Button>
        </>
      }
    >
      <form id={form_id} onSubmit={(event) => void submit(event)} className="grid gap-4">
        <TimePicker value={when} onChange={setWhen} zone={conversation.time_zone} error={is_asked && (same || !starts_at) ? t`Choose another time than the present one.` : undefined} />
        <Field label={<Trans>Reason</Trans>} error={is_asked && reason.trim() === "" ? t`Say why in a few words; it stays on the record.` : undefined}>
          <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
