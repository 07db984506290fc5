// Sends somebody to another circle without dragging: the choice shows what it would cost before it is made.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problem_text } from "@/shell/act";
import { Button, Dialog, Field, Select } from "@/ui";
import { moved, waitlist } from "./moves";
import { trialQuery } from "./queries";
import { TrialWords } from "./TrialWords";
import type { Move, Proposal } from "./wire";

interface MoveDialogProps {
  data: Proposal;
  moves: Move[];
  person: { id: string; name: string };
  here?: number;
  onMove: (to: number) => void;
  onClose: () => void;
}

export function MoveDialog({ data, moves, person, here, onMove, onClose }: MoveDialogProps) {
  const { t } = useLingui();
  const [to, set_to] = useState("");
  const next = to === "" ? [] : moved(moves, data, { person_id: person.id, to: Number(to) });
  const trial = useQuery(trialQuery(data.proposal.id, data.proposal.version, next));
  const fresh = data.circles_in_all + 1;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to !== "") onMove(Number(to));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Move ${person.name}`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" type="submit" form="move-person" disabled={to === ""}>
            <Trans>Move</Trans>
          </Button>
        </>
      }
    >
      <form id="move-person" onSubmit={submit} className="grid gap-4">
        <Field label={<Trans>To</Trans>}>
          <Select value={to} onChange={(event) => set_to(event.target.value)}>
            <option value="">{t`Choose…`}</option>
            {data.circles
              .filter(({ number }) => number !== here)
              .map(({ number, name, members }) => (
                <option key={number} value={number}>
                  {t`${name} (${members.length})`}
                </option>
              ))}
            <option value={fresh}>{t`A new circle`}</option>
            {here !== waitlist && <option value={waitlist}>{t`Waiting`}</option>}
          </Select>
        </Field>
        <div role="status" className="min-h-12 text-sm">
          {trial.error ? <span className="text-bad">{problem_text(trial.error)}</span> : next.length > 0 && trial.data && !trial.isPlaceholderData && <TrialWords trial={trial.data} />}
        </div>
      </form>
    </Dialog>
  );
}
