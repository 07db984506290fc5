import { Trans } from "@lingui/react/macro";
import { Button, Popover } from "@/ui";
import { HeatSwatch } from "./HeatSwatch";

/** What the numbers mean, beside them. */
function HowItIsCounted() {
  return (
    <Popover
      align="end"
      title={<Trans>How it is counted</Trans>}
      trigger={
        <Button look="quiet" size="small" className="!text-xs">
          <Trans>How it is counted</Trans>
        </Button>
      }
    >
      <p className="text-soft">
        <Trans>
          The rate is what was held at its length, of everything owed that is decided by now. Excused and cancelled stay in what it is a share of. The interval is the range in which the true rate lies with 95 % confidence: with few conversations it is wide.
        </Trans>
      </p>
    </Popover>
  );
}

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
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="inline-block size-3.5 rounded-sm border border-line bg-sunken" />
        <Trans>not over yet</Trans>
      </li>
      <li>
        <Trans>
          <span className="font-semibold text-soft">5</span>/7: held of owed
        </Trans>
      </li>
      <li className="flex items-center gap-1.5">
        <svg width="8" height="8" viewBox="0 0 6 6" aria-hidden className="fill-warn">
          <path d="M0.5 3a2.5 2.5 0 0 0 5 0z" />
        </svg>
        <Trans>some short</Trans>
      </li>
      <li className="flex items-center gap-1.5">
        <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden className="fill-bad">
          <circle cx="4" cy="4" r="2.5" />
        </svg>
        <Trans>some missed</Trans>
      </li>
      <li className="no-print">
        <HowItIsCounted />
      </li>
    </ul>
  );
}
