// Enablement's quarter of circles: who came, whether they would recommend it, what became of commitments, who led. Structure and counts; never what was said.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Download from "lucide-react/icons/download";
import Printer from "lucide-react/icons/printer";
import { Button, buttonClass, ButtonLink, date_text, DateTime, EmptyState, ErrorState, Loading, Page, Section } from "@/ui";
import { CirclesTable } from "./CirclesTable";
import { DisbandProposals } from "./DisbandProposals";
import { FacilitationTable } from "./FacilitationTable";
import { QuarterChoice } from "./QuarterChoice";
import { pulseQuery } from "./queries";
import type { CirclePulse } from "./wire";
import { quarter_name } from "./words";

export function PulsePage() {
  const { t } = useLingui();
  const { quarter } = useSearch({ from: "/shell/circles/scorecard" });
  const navigate = useNavigate();
  const pulse = useQuery(pulseQuery(quarter));
  const file = buttonClass("quiet", "small");
  const shown = pulse.data?.quarter;
  return (
    <Page
      title={t`Circle scorecard`}
      width="wide"
      breadcrumb={[{ label: t`Circles`, href: "/circles/season" }]}
      lead={<Trans>Circle by circle, one closed quarter at a time. Attendance is counted; what was said is nowhere here.</Trans>}
      actions={
        <ButtonLink href="/circles/programme">
          <Trans>What managers see</Trans>
        </ButtonLink>
      }
    >
      <div className="no-print mb-6 flex flex-wrap items-end gap-3">
        <QuarterChoice quarters={pulse.data?.quarters ?? []} quarter={shown} onChange={(next) => void navigate({ to: "/circles/scorecard", search: { quarter: next }, replace: true })} />
        {shown && (
          <div className="ml-auto flex flex-wrap items-center gap-1 max-sm:ml-0">
            <a href={`/api/circle-pulse.csv?quarter=${shown}`} className={file} download>
              <Download size={15} aria-hidden />
              CSV
            </a>
            <Button look="quiet" size="small" icon={<Printer size={15} aria-hidden />} onClick={() => window.print()}>
              <Trans>Print</Trans>
            </Button>
          </div>
        )}
      </div>
      {pulse.isPending ? (
        <Loading lines={6} />
      ) : pulse.isError ? (
        <ErrorState error={pulse.error} retry={() => void pulse.refetch()} />
      ) : shown ? (
        <Quarter pulse={pulse.data} />
      ) : (
        <EmptyState title={<Trans>No quarter has closed yet.</Trans>}>
          <Trans>When one has, its numbers are made once, from what is known then, and never change.</Trans>
        </EmptyState>
      )}
      <Section title={t`Who leads`} className="mt-10 print:hidden" aside={<a href="/api/circle-facilitation.csv" className={file} download><Download size={15} aria-hidden />CSV</a>}>
        <FacilitationTable />
      </Section>
    </Page>
  );
}

function Quarter({ pulse }: { pulse: CirclePulse }) {
  const { t } = useLingui();
  const { quarter = "", first_day, last_day, published_at } = pulse;
  return (
    <>
      {pulse.proposals.length > 0 && (
        <Section title={t`Two weak quarters in a row`} lead={t`Below ${pulse.thresholds.attendance_percent} % attendance or an eNPS of ${pulse.thresholds.enps}, twice in a row. It is a proposal; you decide.`}>
          <DisbandProposals proposals={pulse.proposals} />
        </Section>
      )}
      <Section
        title={quarter_name(quarter)}
        aside={
          <>
            {first_day && last_day && t`${date_text(first_day, false)} to ${date_text(last_day)}`}
            {published_at && (
              <>
                {" · "}
                <Trans>
                  made <DateTime at={published_at} show="day" />, not changed since
                </Trans>
              </>
            )}
          </>
        }
      >
        <CirclesTable pulse={pulse} />
        <div className="mt-5 grid max-w-2xl gap-2 text-sm text-soft">
          <p>{pulse.caveat}</p>
          <p>{t`eNPS and follow-through stand for at least ${pulse.minimum} people, and eNPS runs from ${pulse.scale.lowest} to ${pulse.scale.highest}. In a circle of five one answer moves it by 20: look at its direction over quarters, not at its size.`}</p>
        </div>
      </Section>
    </>
  );
}
