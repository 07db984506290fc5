// The programme's scorecard for managers and leaders: what circles do together, and what the figures cannot say.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import Printer from "lucide-react/icons/printer";
import { has_role, useMe } from "@/shell/me";
import { Button, ButtonLink, ErrorState, Loading, Page } from "@/ui";
import { ProgrammeView } from "./ProgrammeView";
import { QuarterChoice } from "./QuarterChoice";
import { programmeQuery } from "./queries";

export function ProgrammePage() {
  const { t } = useLingui();
  const me = useMe();
  const { quarter } = useSearch({ from: "/shell/circles/programme" });
  const navigate = useNavigate();
  const programme = useQuery(programmeQuery(quarter));
  return (
    <Page
      title={t`Circle programme`}
      lead={<Trans>What peer circles do together. What is said in one stays in it: here are no circles and no people, by anybody's choice or on anybody's request.</Trans>}
      actions={
        <>
          {has_role(me, "enablement") && (
            <ButtonLink href="/circles/scorecard">
              <Trans>Circle by circle</Trans>
            </ButtonLink>
          )}
          <Button look="quiet" icon={<Printer size={15} aria-hidden />} onClick={() => window.print()}>
            <Trans>Print</Trans>
          </Button>
        </>
      }
    >
      {programme.isPending ? (
        <Loading lines={5} />
      ) : programme.isError ? (
        <ErrorState error={programme.error} retry={() => void programme.refetch()} />
      ) : (
        <div className="grid gap-5">
          <QuarterChoice quarters={programme.data.quarters} quarter={programme.data.quarter} onChange={(next) => void navigate({ to: "/circles/programme", search: { quarter: next }, replace: true })} />
          <ProgrammeView programme={programme.data} />
        </div>
      )}
    </Page>
  );
}
