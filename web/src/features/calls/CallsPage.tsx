// The calls that are coming, whom each is with and why we think so. What nobody knows comes first.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "@/shell/me";
import { Button, ButtonLink, Check, EmptyState, ErrorState, Loading, Page, Section } from "@/ui";
import { CallRow } from "./CallRow";
import { type Call, callsQuery } from "./calls";
import { MatchDialog } from "./MatchDialog";

export function CallsPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/shell/calls" });
  const navigate = useNavigate();
  const [matching, set_matching] = useState<Call | null>(null);
  const calls = useInfiniteQuery(callsQuery(search.rep, search.unmatched ? "unmatched" : undefined));
  const rows = calls.data?.pages.flatMap((page) => page.calls) ?? [];
  const unmatched = calls.data?.pages[0]?.unmatched ?? 0;
  const only_unmatched = (
    <Check
      label={t`Only those to match`}
      className="text-sm"
      checked={search.unmatched === true}
      onChange={(event) => void navigate({ to: "/calls", search: { ...search, unmatched: event.target.checked || undefined }, replace: true })}
    />
  );
  return (
    <Page title={t`Customer calls`} width="reading" lead={<Trans>The coming two weeks, from calendars and imported files. What each is about decides which ride-alongs fit. Titles and guests are for the rep and those above them.</Trans>} actions={only_unmatched}>
      {calls.isPending ? (
        <Loading lines={8} />
      ) : calls.isError ? (
        <ErrorState error={calls.error} retry={() => void calls.refetch()} />
      ) : rows.length === 0 ? (
        <NoCalls is_filtered={search.unmatched === true} />
      ) : (
        <>
          <Group title={<Plural value={unmatched} one="# call to match" other="# calls to match" />} calls={rows.filter((call) => call.needs_match)} onMatch={set_matching} />
          <Group title={t`Matched`} calls={rows.filter((call) => !call.needs_match)} onMatch={set_matching} />
          {calls.hasNextPage && (
            <div className="mt-4 text-center">
              <Button busy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
                <Trans>Show more</Trans>
              </Button>
            </div>
          )}
        </>
      )}
      {matching && <MatchDialog call={matching} onClose={() => set_matching(null)} />}
    </Page>
  );
}

function Group({ title, calls, onMatch }: { title: React.ReactNode; calls: Call[]; onMatch: (call: Call) => void }) {
  const me = useMe();
  if (calls.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
        {calls.map((call) => (
          <CallRow key={call.id} call={call} with_rep={call.rep.id !== me.person.id} onMatch={() => onMatch(call)} />
        ))}
      </ul>
    </Section>
  );
}

function NoCalls({ is_filtered }: { is_filtered: boolean }) {
  if (is_filtered) return <EmptyState title={<Trans>Every call has its account.</Trans>} />;
  return (
    <EmptyState
      title={<Trans>No customer calls in the coming two weeks.</Trans>}
      action={
        <ButtonLink href="/calendars" look="primary">
          <Trans>Your calendars</Trans>
        </ButtonLink>
      }
    >
      <Trans>A meeting with somebody from outside is a call. Give Backbeat your calendar, or have RevOps import a file of calls.</Trans>
    </EmptyState>
  );
}
