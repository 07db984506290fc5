// Ends a circle for good: what it means is said before, with one reason from a list. It cannot be undone, so the name is typed.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { api } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { problem_text, useAct } from "@/shell/act";
import { Button, Dialog, Field, FormProblem, Input, Select } from "@/ui";
import { told_of_in } from "./queries";
import type { CircleRow, DisbandReason, Named } from "./wire";
import { disband_reasons } from "./words";

export function DisbandDialog({ circle, reason: proposed, onClose }: { circle: Named; reason?: DisbandReason; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const [reason, set_reason] = useState<DisbandReason>(proposed ?? "members_asked");
  const [typed, set_typed] = useState("");
  const disband = useAct<void, CircleRow>({
    run: () => api.post<CircleRow>(`/api/circles/${circle.id}/disband`, { reason }, { idempotencyKey: idempotencyKey() }),
    says: () => t`${circle.name} is disbanded. Its members wait for the next mix.`,
    refreshes: [...told_of_in, ["circle-pulse"]],
    quiet_errors: true,
    done: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Disband ${circle.name}?`}
      description={t`Its coming sessions are called off. What was written in it stays readable for those who wrote it, and for nobody else. The next mix finds its members other circles.`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button look="danger" busy={disband.isPending} disabled={typed.trim() !== circle.name} onClick={() => disband.mutate()}>
            <Trans>Disband</Trans>
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <FormProblem text={disband.error ? problem_text(disband.error) : undefined} />
        <Field label={<Trans>Why</Trans>}>
          <Select value={reason} onChange={(event) => set_reason(event.target.value as DisbandReason)}>
            {Object.entries(disband_reasons).map(([key, words]) => (
              <option key={key} value={key}>
                {i18n._(words)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`To go on, type ${circle.name}`}>
          <Input value={typed} autoComplete="off" onChange={(event) => set_typed(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
