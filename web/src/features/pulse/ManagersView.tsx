// What my manager can see: the very answer the server gives them, in words and as it is sent.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState, ErrorState, Loading, number_text, Section } from "@/ui";
import { ProgrammeView } from "./ProgrammeView";
import { QuarterChoice } from "./QuarterChoice";
import { managersViewQuery } from "./queries";

export function ManagersView() {
  const { t } = useLingui();
  const [quarter, set_quarter] = useState<string>();
  const seen = useQuery(managersViewQuery(quarter));
  if (seen.isPending) return <Loading lines={4} />;
  if (seen.isError) return <ErrorState error={seen.error} retry={() => void seen.refetch()} />;
  if (!seen.data)
    return (
      <EmptyState title={<Trans>Nothing about you: you are in no circle.</Trans>}>
        <Trans>Once you are in one, this page shows what the server answers your manager about circles, letter for letter.</Trans>
      </EmptyState>
    );
  const { text, programme } = seen.data;
  const [address, size] = [`/api/circle-programme${quarter ? `?quarter=${quarter}` : ""}`, number_text(new TextEncoder().encode(text).length)];
  return (
    <div className="grid gap-6">
      <div className="grid max-w-2xl gap-2 text-soft">
        <p>
          <Trans>This is all that your manager, their manager and the executives can see of circles. It is the answer the server gives them, not a description of it.</Trans>
        </p>
        <ul className="grid list-disc gap-1 pl-5 text-sm">
          <li>
            <Trans>Not in it: which circle you are in, whether you came, what you said, wrote, committed to or answered.</Trans>
          </li>
          <li>
            <Trans>A commitment that you take into your 1:1 yourself is the one exception, and it is that commitment alone.</Trans>
          </li>
          <li>
            <Trans>Enablement sees who is in which circle and counts of who came, never what was said.</Trans>
          </li>
        </ul>
      </div>
      <QuarterChoice quarters={programme.quarters} quarter={programme.quarter} onChange={set_quarter} />
      <ProgrammeView programme={programme} />
      <Section title={<Trans>As it is sent</Trans>} lead={t`These ${size} bytes are what ${address} answers your manager, letter for letter: the figures above are drawn from them, and there is nothing else in them.`}>
        <pre role="region" aria-label={t`The answer as it is sent`} tabIndex={0} className="max-h-72 overflow-y-auto rounded-xl border border-line bg-surface p-4 font-mono text-xs leading-relaxed whitespace-pre-wrap">
          {text}
        </pre>
      </Section>
    </div>
  );
}
