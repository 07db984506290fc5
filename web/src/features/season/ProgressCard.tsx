// A mix while it is computed: what it costs by now, how good it can get, what it breaks; and a way to stop with the best so far.
import { Trans, useLingui } from "@lingui/react/macro";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { Button, Card, Meter, number_text, Spinner } from "@/ui";
import { told_of_in } from "./queries";
import { gap_text } from "./words";
import type { Proposal, ProposalRow } from "./wire";

export function ProgressCard({ proposal }: { proposal: ProposalRow }) {
  const { t } = useLingui();
  const { progress, number } = proposal;
  const stop = useAct<void, Proposal>({ run: () => api.post<Proposal>(`/api/circle-proposals/${proposal.id}/cancel`), refreshes: told_of_in });
  const broken = progress?.violations.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <Card className="mb-7 grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex items-center gap-2 font-semibold">
          <Spinner />
          {t`Computing proposal ${number}`}
          {progress && progress.epochs > 0 && <span className="tabular font-normal text-sm text-faint">{t`${progress.epoch} of ${progress.epochs} rounds`}</span>}
        </h2>
        <Button busy={stop.isPending} onClick={() => stop.mutate()}>
          <Trans>Stop, keep the best so far</Trans>
        </Button>
      </div>
      {progress ? (
        <>
          {progress.epochs > 0 && <Meter value={progress.epoch} max={progress.epochs} label={t`Computed`} text={t`${progress.epoch} of ${progress.epochs} rounds`} />}
          <dl className="tabular grid grid-cols-2 gap-x-8 gap-y-3 text-sm sm:grid-cols-4">
            <Figure label={t`Cost`} value={number_text(progress.cost)} />
            <Figure label={t`At least`} value={number_text(progress.bound)} />
            <Figure label={t`Gap`} value={gap_text(progress)} />
            <Figure label={t`Waiting`} value={number_text(progress.waiting)} />
          </dl>
          {broken > 0 && (
            <ul className="text-sm text-warn">
              {progress.violations.map(({ rule, words, count }) => (
                <li key={rule}>{t`${words}: ${count}`}</li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p className="text-sm text-soft">
          <Trans>Reading who is in and when they are free.</Trans>
        </p>
      )}
    </Card>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-faint">{label}</dt>
      <dd className="title text-xl">{value}</dd>
    </div>
  );
}
