// The one question at the end of a quarter. Nobody can tell which answer was whose, so it cannot be changed either, and that is said before.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api";
import { ScoreScale } from "@/features/session/ScoreScale";
import { idempotencyKey } from "@/live/keys";
import { useAct } from "@/shell/act";
import { Button } from "@/ui";
import { enpsKey, enpsQuery } from "./queries";
import type { Enps as EnpsView } from "./wire";

export function Enps({ meeting_id }: { meeting_id: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const enps = useQuery(enpsQuery(meeting_id));
  const [score, set_score] = useState<number>();
  const answer = useAct<number, EnpsView>({
    run: (given) => api.post<EnpsView>(`/api/circle-meetings/${meeting_id}/enps`, { score: given }, { idempotencyKey: idempotencyKey() }),
    done: (next) => client.setQueryData(enpsKey(meeting_id), next),
    refreshes: [enpsKey(meeting_id)],
  });
  if (!enps.data?.is_asked) return null;
  if (enps.data.has_answered)
    return (
      <p role="status" className="text-sm text-soft">
        <Trans>You have answered this quarter's question. Thank you.</Trans>
      </p>
    );
  return (
    <section aria-labelledby="enps-question" className="rounded-xl border border-line bg-surface p-4 sm:p-5">
      <h2 id="enps-question" className="font-medium">
        {enps.data.question}
      </h2>
      <p className="mt-0.5 max-w-xl text-sm text-faint">
        <Trans>Answers are added up and not kept one by one: nobody can tell which was yours, so you cannot change it later.</Trans>
      </p>
      <ScoreScale labelled_by="enps-question" given={score} onScore={set_score} />
      {score !== undefined && (
        <Button look="primary" className="mt-3 max-sm:min-h-11 max-sm:w-full" busy={answer.isPending} onClick={() => answer.mutate(score)}>
          {t`Answer ${score}`}
        </Button>
      )}
    </section>
  );
}
