// Lets a mix be computed: for so many seconds, from a seed, so that the same seed gives the same mix again.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { problem_text, useAct } from "@/shell/act";
import { Button, Card, Field, FormProblem, Input } from "@/ui";
import { proposalQuery, told_of_in } from "./queries";
import type { Proposal, Season } from "./wire";

const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : undefined);

export function StartProposal({ season, is_first }: { season: Season; is_first: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [seconds, set_seconds] = useState("");
  const [seed, set_seed] = useState("");
  const start = useAct<void, Proposal>({
    run: () => api.post<Proposal>(`/api/circle-seasons/${season.season.id}/proposals`, { seconds: whole(seconds), seed: whole(seed) }, { idempotencyKey: idempotencyKey() }),
    refreshes: told_of_in,
    quiet_errors: true,
    done: (made) => {
      client.setQueryData(proposalQuery(made.proposal.id).queryKey, made);
      void navigate({ to: "/circles/proposals/$proposal_id", params: { proposal_id: made.proposal.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <Card className="mb-7">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold">{is_first ? <Trans>Let the mix be computed</Trans> : <Trans>Another proposal</Trans>}</h2>
          <p className="text-sm text-soft">
            <Plural value={season.counts.in} one="Circles for # person who is in. Nothing is published by it; make as many proposals as you like." other="Circles for # people who are in. Nothing is published by it; make as many proposals as you like." />
          </p>
        </div>
        <details className="w-full text-sm sm:w-auto">
          <summary className="min-h-6 cursor-pointer text-soft">
            <Trans>How long, and which seed</Trans>
          </summary>
          <div className="mt-2 flex flex-wrap gap-3">
            <Field label={<Trans>Seconds</Trans>} optional className="w-24">
              <Input inputMode="numeric" pattern="[0-9]*" value={seconds} onChange={(event) => set_seconds(event.target.value)} className="!h-9 text-sm" />
            </Field>
            <Field label={<Trans>Seed</Trans>} optional className="w-24">
              <Input inputMode="numeric" pattern="[0-9]*" value={seed} onChange={(event) => set_seed(event.target.value)} className="!h-9 text-sm" />
            </Field>
          </div>
        </details>
        <Button type="submit" look="primary" busy={start.isPending} disabled={season.counts.in === 0}>
          <Trans>Compute</Trans>
        </Button>
      </form>
      <FormProblem text={start.error ? problem_text(start.error) : undefined} />
      <span role="status" className="sr-only">
        {start.isPending && t`Computing`}
      </span>
    </Card>
  );
}
