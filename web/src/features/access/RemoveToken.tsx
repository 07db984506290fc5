import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ApiToken } from "@/api";
import { Button, Dialog, Field, Input } from "@/ui";

/** Cannot be taken back, so the name is typed. */
export function RemoveToken({ token, onRemove, onClose }: { token: ApiToken; onRemove: () => void; onClose: () => void }) {
  const { t } = useLingui();
  const [typed, set_typed] = useState("");
  const is_named = typed.trim() === token.name;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Remove “${token.name}”`}
      description={t`Whatever uses it stops working at once. This cannot be taken back.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button look="danger" disabled={!is_named} type="submit" form="remove-token">
            <Trans>Remove</Trans>
          </Button>
        </>
      }
    >
      <form
        id="remove-token"
        onSubmit={(event) => {
          event.preventDefault();
          if (is_named) onRemove();
        }}
      >
        <Field label={t`Type its name, ${token.name}, to remove it`}>
          <Input value={typed} onChange={(event) => set_typed(event.target.value)} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}
