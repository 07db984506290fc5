// Circles that were weak for two quarters: why, and the decision, which is enablement's.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { DisbandDialog } from "@/features/season/DisbandDialog";
import { Button, usePages } from "@/ui";
import { bounded_text, value_text } from "./figures";
import type { DisbandProposal } from "./wire";
import { quarter_name } from "./words";

export function DisbandProposals({ proposals }: { proposals: DisbandProposal[] }) {
  const { t } = useLingui();
  const { shown, pager } = usePages(proposals, t`Pages of proposals to disband`, 12);
  const [disbanding, set_disbanding] = useState<DisbandProposal>();
  return (
    <>
      <ul aria-label={t`Proposals to disband`} className="grid gap-2.5">
        {shown.map((proposal) => (
          <li key={proposal.circle.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-xl border border-line bg-surface px-4 py-3">
            <div>
              <p className="font-medium">{proposal.circle.name}</p>
              <ul className="text-sm text-soft">
                {proposal.reasons.map((reason) => (
                  <li key={`${reason.quarter}${reason.measure}`} className="tabular">
                    <Reason {...reason} />
                  </li>
                ))}
              </ul>
            </div>
            <Button onClick={() => set_disbanding(proposal)}>
              <Trans>Disband</Trans>
            </Button>
          </li>
        ))}
      </ul>
      {pager}
      {disbanding && <DisbandDialog circle={disbanding.circle} reason={disbanding.reasons[0]?.measure} onClose={() => set_disbanding(undefined)} />}
    </>
  );
}

function Reason({ quarter, measure, value, bound, threshold }: DisbandProposal["reasons"][number]) {
  const { t } = useLingui();
  const unit = measure === "attendance" ? "percent" : "points";
  const [said, least] = [bounded_text(value, bound, unit), value_text(threshold, unit)];
  return measure === "attendance" ? t`${quarter_name(quarter)}: attendance ${said}, at least ${least} is expected` : t`${quarter_name(quarter)}: eNPS ${said}, at least ${least} is expected`;
}
