// Open deals by stage with how long they have been there against what is usual, and how far they cover the gap.
import { Trans, useLingui } from "@lingui/react/macro";
import type { Signals } from "@/api";
import { cx, money_text, number_text } from "@/ui";
import { is_ageing } from "./pace";

export function PipelineSignal({ pipeline, coverage }: { pipeline: Signals["pipeline"]; coverage?: Signals["coverage"] }) {
  const { t } = useLingui();
  // Where nothing is usual yet, that is said once and not in every row.
  const knows_usual = pipeline.some((stage) => stage.usual_age_days !== undefined);
  return (
    <section aria-label={t`Pipeline`}>
      <h3 className="text-sm font-medium">
        <Trans>Pipeline by stage</Trans>
      </h3>
      {pipeline.length > 0 && (
        <table className="mt-1 w-full text-sm">
          <thead>
            <tr className="text-xs text-faint">
              <th scope="col" className="py-1 text-left font-normal">
                <Trans>Stage</Trans>
              </th>
              <th scope="col" className="py-1 pl-2 text-right font-normal">
                <Trans>Deals</Trans>
              </th>
              <th scope="col" className="py-1 pl-2 text-right font-normal">
                <Trans>Amount</Trans>
              </th>
              <th scope="col" className="py-1 pl-2 text-right font-normal">
                {knows_usual ? <Trans>Days (usual)</Trans> : <Trans>Days</Trans>}
              </th>
            </tr>
          </thead>
          <tbody>
            {pipeline.map((stage) => (
              <tr key={stage.stage} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {stage.stage}
                </th>
                <td className="tabular py-1.5 pl-2 text-right">{number_text(stage.count)}</td>
                <td className="tabular py-1.5 pl-2 text-right">{money_text(stage.amount)}</td>
                <td className={cx("tabular py-1.5 pl-2 text-right whitespace-nowrap", is_ageing(stage) && "font-medium text-warn")}>
                  {number_text(stage.median_age_days)}
                  {knows_usual && <span className="font-normal text-faint"> ({stage.usual_age_days === undefined ? t`not known` : number_text(stage.usual_age_days)})</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pipeline.length > 0 && !knows_usual && (
        <p className="mt-1 text-xs text-faint">
          <Trans>How long a deal usually stays in a stage is not known yet.</Trans>
        </p>
      )}
      {coverage && (
        <p className="tabular mt-1.5 text-sm text-soft">
          {coverage.gap > 0 ? (
            t`${money_text(coverage.open_amount)} open and due this quarter cover the gap of ${money_text(coverage.gap)} ${number_text(coverage.ratio, 1)} times.`
          ) : (
            t`The target is reached; ${money_text(coverage.open_amount)} are open beyond it.`
          )}
        </p>
      )}
    </section>
  );
}
