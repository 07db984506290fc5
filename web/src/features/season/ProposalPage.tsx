// One proposal: how good it is, its circles, who waits and why; people moved by hand with the cost at once; published with a way back.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { api } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { useAct } from "@/shell/act";
import { Badge, Button, ErrorState, Loading, Page } from "@/ui";
import { Board, type BoardProps } from "./Board";
import { ProgressCard } from "./ProgressCard";
import { proposalQuery, told_of_in } from "./queries";
import { PublishDialog } from "./PublishDialog";
import { ResultCard } from "./ResultCard";
import type { Proposal } from "./wire";
import { proposal_states } from "./words";

export function ProposalPage() {
  const { t, i18n } = useLingui();
  const { proposal_id } = useParams({ strict: false }) as { proposal_id: string };
  const [from, set_from] = useState(1);
  const [typed, set_typed] = useState("");
  const search = useDeferredValue(typed);
  const [is_publishing, set_publishing] = useState(false);
  const query = useQuery(proposalQuery(proposal_id, from, search.trim()));
  const row = query.data?.proposal;
  const find = (next: string) => {
    set_typed(next);
    set_from(1);
  };
  const can_publish = row?.result !== undefined && !row.is_published && (row.state === "done" || row.state === "cancelled");
  return (
    <Page
      title={row ? t`Proposal ${row.number}` : t`Proposal`}
      width="wide"
      breadcrumb={[{ label: t`Circles`, href: row ? `/circles/season?season=${row.season_id}` : "/circles/season" }]}
      lead={
        row && (
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={row.is_published ? "accent" : proposal_states[row.state].tone}>{row.is_published ? <Trans>Published</Trans> : i18n._(proposal_states[row.state].name)}</Badge>
            {row.is_edited && (
              <Badge tone="outline">
                <Trans>Changed by hand</Trans>
              </Badge>
            )}
            <span className="tabular text-sm">{row.result?.is_repeatable ? t`Seed ${row.seed}: computed again, it comes out the same` : t`Seed ${row.seed}`}</span>
          </span>
        )
      }
      actions={
        can_publish && (
          <Button look="primary" onClick={() => set_publishing(true)}>
            <Trans>Publish</Trans>
          </Button>
        )
      }
    >
      {query.isPending ? <Loading lines={8} /> : query.isError ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : <Body data={query.data} from={from} search={typed} onFrom={set_from} onSearch={find} />}
      {is_publishing && query.data && <PublishDialog proposal={query.data.proposal} onClose={() => set_publishing(false)} />}
    </Page>
  );
}

function Body(props: BoardProps) {
  const { data } = props;
  const row = data.proposal;
  if (row.state === "running") return <ProgressCard proposal={row} />;
  if (!row.result) return <CutOff id={row.id} is_failed={row.state === "failed"} />;
  return (
    <>
      <ResultCard result={row.result} data={data} />
      <Board key={`${row.id}${row.version}`} {...props} />
    </>
  );
}

/** The program stopped while it was computed; the same seed and effort give the same again. */
function CutOff({ id, is_failed }: { id: string; is_failed: boolean }) {
  const navigate = useNavigate();
  const restart = useAct<void, Proposal>({ run: () => api.post<Proposal>(`/api/circle-proposals/${id}/restart`, {}, { idempotencyKey: idempotencyKey() }), refreshes: told_of_in, done: ({ proposal }) => void navigate({ to: "/circles/proposals/$proposal_id", params: { proposal_id: proposal.id } }) });
  return (
    <div className="grid max-w-xl gap-4">
      <p className="text-soft">{is_failed ? <Trans>It could not be computed. Nothing was changed by it.</Trans> : <Trans>The program was stopped while it was computed. Begun again with the same seed, it comes to the same.</Trans>}</p>
      <Button className="justify-self-start" busy={restart.isPending} onClick={() => restart.mutate()}>
        <Trans>Compute it again</Trans>
      </Button>
    </div>
  );
}
