// Below the board while something is moved: what it costs, what it breaks, and save, back, discard.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import Undo2 from "lucide-react/icons/undo-2";
import { api } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { problem_text, useAct } from "@/shell/act";
import { Button } from "@/ui";
import { back_from, moves_of, type Step } from "./moves";
import { proposalKey, told_of_in } from "./queries";
import { TrialWords } from "./TrialWords";
import type { Move, Proposal, Trial } from "./wire";

interface EditBarProps {
  data: Proposal;
  steps: Step[];
  trial?: Trial;
  is_trying: boolean;
  problem: unknown;
  onBack: () => void;
  onDiscard: () => void;
}

export function EditBar({ data, steps, trial, is_trying, problem, onBack, onDiscard }: EditBarProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { id, version } = data.proposal;
  const edit = (all: Move[], at: number) => api.post<Proposal>(`/api/circle-proposals/${id}/edit`, { moves: all, version: at }, { idempotencyKey: idempotencyKey() });
  const back = back_from(data, steps, trial);
  const save = useAct<void, Proposal>({
    run: () => edit(moves_of(steps), version),
    says: () => t`Saved.`,
    undo: back && ((_, saved) => edit(back, saved.proposal.version)),
    refreshes: [...told_of_in, proposalKey(id)],
    done: (next) => void client.invalidateQueries({ queryKey: proposalKey(next.proposal.id) }),
  });
  return (
    <div data-own-bottom-bar className="no-print sticky bottom-0 z-30 -mx-4 border-t border-line bg-surface px-4 py-3 shadow-float sm:mx-0">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div role="status" className="min-w-0 flex-1 basis-64 text-sm">
          {problem ? <p className="text-bad">{problem_text(problem)}</p> : trial ? <TrialWords trial={trial} /> : is_trying && <p className="text-soft"><Trans>Weighing it</Trans></p>}
        </div>
        <span className="text-sm text-faint">
          <Plural value={steps.length} one="# move" other="# moves" />
        </span>
        <div className="flex flex-wrap gap-2">
          <Button icon={<Undo2 size={15} aria-hidden />} onClick={onBack}>
            <Trans>Back</Trans>
          </Button>
          <Button look="quiet" onClick={onDiscard}>
            <Trans>Discard</Trans>
          </Button>
          <Button look="primary" busy={save.isPending} disabled={!trial?.is_lawful || is_trying} onClick={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </div>
    </div>
  );
}
