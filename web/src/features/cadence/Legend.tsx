import { Trans } from "@lingui/react/macro";
import { HeatSwatch } from "./HeatSwatch";

export function Legend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-faint">
      <li className="flex items-center gap-1.5">
        <span className="flex gap-0.5">
          {([0, 1, 2, 3, 4] as const).map((step) => (
            <HeatSwatch key={step} step={step} />
          ))}
        </span>
        <Trans>none to all held</Trans>
      </li>
      <li>
        <Trans>
          <span className="font-semibold text-soft">5</span>/7: held of owed
        </Trans>
      </li>
      <li className="flex items-center gap-1.5">
        <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden className="fill-bad">
          <circle cx="4" cy="4" r="2.5" />
        </svg>
        <Trans>some missed</Trans>
      </li>
    </ul>
  );
}
