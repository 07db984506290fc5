// The proposals of a season: let one be computed, follow it, put two beside each other, open one to change and publish it.
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Badge, Button, cx, DateTime, EmptyState, Link, number_text, Section } from "@/ui";
import { CompareTable } from "./CompareTable";
import { ProgressCard } from "./ProgressCard";
import { PublicationCard } from "./PublicationCard";
import { StartProposal } from "./StartProposal";
import type { ProposalRow, Season } from "./wire";
import { proposal_states, quality_text } from "./words";

export function ProposalsPart({ season }: { season: Season }) {
  const { t } = useLingui();
  const found = useSearch({ from: "/shell/circles/season" });
  const navigate = useNavigate();
  const { proposals, publication } = season;
  const running = proposals.filter(({ state }) => state === "running");
  const others = proposals.filter(({ state }) => state !== "running").toSorted((a, b) => b.number - a.number);
  const compared = (found.compare ?? "").split(",").filter((id) => others.some((proposal) => proposal.id === id && proposal.result));
  const compare = (ids: string[]) => void navigate({ to: "/circles/season", search: { ...found, compare: ids.join(",") || undefined }, replace: true, resetScroll: false });
  const toggle = (id: string) => compare(compared.includes(id) ? compared.filter((each) => each !== id) : [...compared, id].slice(-2));
  return (
    <>
      {publication && <PublicationCard season={season} />}
      {running.map((proposal) => (
        <ProgressCard key={proposal.id} proposal={proposal} />
      ))}
      {season.season.state !== "over" && running.length === 0 && <StartProposal season={season} is_first={proposals.length === 0} />}
      {others.length > 0 && (
        <Section title={<Trans>Proposals</Trans>} aside={others.length > 1 && (compared.length === 2 ? <Button look="quiet" size="small" onClick={() => compare([])}><Trans>Stop comparing</Trans></Button> : <Trans>Tick two to compare them.</Trans>)}>
          <ul aria-label={t`Proposals`} className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
            {others.map((proposal) => (
              <li key={proposal.id}>
                <ProposalLine proposal={proposal} is_compared={compared.includes(proposal.id)} onCompare={others.length > 1 && proposal.result ? () => toggle(proposal.id) : undefined} />
              </li>
            ))}
          </ul>
          {compared.length === 2 && <CompareTable proposals={compared.map((id) => others.find((proposal) => proposal.id === id)!)} />}
        </Section>
      )}
      {proposals.length === 0 && season.season.state === "over" && <EmptyState title={<Trans>This season is over.</Trans>} />}
    </>
  );
}

function ProposalLine({ proposal, is_compared, onCompare }: { proposal: ProposalRow; is_compared: boolean; onCompare?: () => void }) {
  const { t, i18n } = useLingui();
  const { number, state, result, started_at, started_by, is_edited, is_published } = proposal;
  return (
    <div className={cx("flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-3", is_compared && "bg-accent-soft")}>
      {onCompare && <input type="checkbox" checked={is_compared} onChange={onCompare} aria-label={t`Compare proposal ${number}`} className="size-6 cursor-pointer sm:size-5" />}
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`/circles/proposals/${proposal.id}`} className="font-medium">{t`Proposal ${number}`}</Link>
          {is_published ? (
            <Badge tone="accent">
              <Trans>Published</Trans>
            </Badge>
          ) : (
            state !== "done" && <Badge tone={proposal_states[state].tone}>{i18n._(proposal_states[state].name)}</Badge>
          )}
          {is_edited && (
            <Badge tone="outline">
              <Trans>Changed by hand</Trans>
            </Badge>
          )}
          {result?.is_proven && (
            <Badge tone="accent">
              <Trans>Proven best</Trans>
            </Badge>
          )}
        </p>
        <p className="text-xs text-faint">
          <DateTime at={started_at} /> · {started_by}
        </p>
      </div>
      {result && (
        <dl className="tabular flex flex-wrap gap-x-3 gap-y-1 text-sm">
          <Fact label={t`Cost`} value={number_text(result.cost)} note={result.is_proven ? undefined : quality_text(result)} />
          <Fact label={t`Circles`} value={number_text(result.circles)} />
          <Fact label={t`Waiting`} value={number_text(result.waiting)} is_warning={result.waiting > 0} />
          {result.violations.length > 0 && <Fact label={t`Broken rules`} value={number_text(result.violations.reduce((sum, { count }) => sum + count, 0))} is_warning />}
        </dl>
      )}
    </div>
  );
}

function Fact({ label, value, note, is_warning = false }: { label: string; value: string; note?: string; is_warning?: boolean }) {
  return (
    <div className={note === undefined ? "w-24" : "w-36"}>
      <dt className="text-xs text-faint">{label}</dt>
      <dd className={is_warning ? "font-medium text-warn" : "font-medium"}>
        {value}
        {note && <span className="block text-xs font-normal text-faint">{note}</span>}
      </dd>
    </div>
  );
}
