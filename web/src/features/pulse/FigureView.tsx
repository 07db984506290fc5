// One figure about circles with how sharp it is; a withheld one says so and why that can be, without saying which.
import { Trans, useLingui } from "@lingui/react/macro";
import EyeOff from "lucide-react/icons/eye-off";
import { cx, Popover } from "@/ui";
import { figure_text, sharpness_text, type Unit } from "./figures";
import type { Figure } from "./wire";

export function FigureView({ figure, unit, label, large = false }: { figure: Figure; unit: Unit; label: string; large?: boolean }) {
  const text = figure_text(figure, unit);
  if (text === undefined) return <Withheld label={label} />;
  const sharpness = sharpness_text(figure, unit);
  return (
    <span className="inline-block">
      <span className={cx("tabular block", large ? "title text-2xl" : "font-medium")}>{text}</span>
      {sharpness && <span className="tabular block text-xs text-faint">{sharpness}</span>}
    </span>
  );
}

export function Withheld({ label }: { label: string }) {
  const { t } = useLingui();
  return (
    <Popover
      align="end"
      title={<Trans>Withheld</Trans>}
      trigger={
        <button type="button" aria-label={t`${label}: withheld, why`} className="inline-flex min-h-6 cursor-pointer items-center gap-1 rounded-sm text-faint hover:text-ink hover:underline">
          <EyeOff size={14} aria-hidden />
          <Trans>withheld</Trans>
        </button>
      }
    >
      <p className="text-soft">
        <Trans>Too few people are behind it, or all answered alike, or together with another number it would tell what somebody said. Which of the three it is would itself say something, so it is not said.</Trans>
      </p>
    </Popover>
  );
}
