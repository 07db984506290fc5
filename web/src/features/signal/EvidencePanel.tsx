// The rep's numbers beside the conversation: each with its n, its interval and how fresh it is; silent, with the reason, where there is too little.
import type { MessageDescriptor } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Signals } from "@/api";
import { as_written, DateTime } from "@/ui";
import { PaceSignal } from "./PaceSignal";
import { PipelineSignal } from "./PipelineSignal";
import { CycleSignal, WinRateSignal } from "./RateSignals";
import { signal_names, source_names } from "./signal_names";

export function EvidencePanel({ signals }: { signals: Signals }) {
  const { t, i18n } = useLingui();
  const name_of = (names: Record<string, MessageDescriptor>, key: string) => (names[key] ? i18n._(names[key]) : key);
  return (
    <div className="grid gap-6">
      {signals.pace && <PaceSignal pace={signals.pace} />}
      {(signals.pipeline.length > 0 || signals.coverage) && <PipelineSignal pipeline={signals.pipeline} coverage={signals.coverage} />}
      {signals.win_rate && <WinRateSignal rate={signals.win_rate} />}
      {signals.cycle && <CycleSignal cycle={signals.cycle} />}
      {signals.silent.length > 0 && (
        <section aria-label={t`Signals without enough data`}>
          <h3 className="text-sm font-medium">
            <Trans>Silent</Trans>
          </h3>
          <ul className="mt-1 grid gap-1 text-sm text-soft">
            {signals.silent.map(({ signal, reason }) => (
              <li key={signal}>
                <span className="text-ink">{name_of(signal_names, signal)}</span>: {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      {signals.freshness.length > 0 && (
        <ul aria-label={t`How fresh this is`} className="grid gap-0.5 border-t border-line pt-3 text-xs text-faint">
          {signals.freshness.map(({ source, at, stale }) => (
            <li key={source} className={stale ? "text-warn" : undefined}>
              {stale ? (
                <Trans>
                  {as_written(name_of(source_names, source))}: stale, imported <DateTime at={at} />
                </Trans>
              ) : (
                <Trans>
                  {as_written(name_of(source_names, source))}: imported <DateTime at={at} />
                </Trans>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
