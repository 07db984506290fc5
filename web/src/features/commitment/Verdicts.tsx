// The four verdicts on a commitment, as buttons that are also the keys 1 to 4.
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { MessageDescriptor } from "@lingui/core";
import Check from "lucide-react/icons/check";
import CircleSlash from "lucide-react/icons/circle-slash";
import Contrast from "lucide-react/icons/contrast";
import X from "lucide-react/icons/x";
import type { ComponentType } from "react";
import type { Verdict } from "@/api";
import { Badge, cx, Kbd, type Tone } from "@/ui";

interface Look {
  verdict: Verdict;
  label: MessageDescriptor;
  icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  tone: Tone;
  chosen: string;
}

export const verdict_looks: Look[] = [
  { verdict: "kept", label: msg`Kept`, icon: Check, tone: "accent", chosen: "border-accent bg-accent-soft text-accent-strong" },
  { verdict: "partly", label: msg`Partly`, icon: Contrast, tone: "warn", chosen: "border-warn bg-warn-soft text-warn" },
  { verdict: "missed", label: msg`Missed`, icon: X, tone: "bad", chosen: "border-bad bg-bad-soft text-bad" },
  { verdict: "no_occasion", label: msg`No occasion`, icon: CircleSlash, tone: "plain", chosen: "border-line-strong bg-sunken text-ink" },
];

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { i18n } = useLingui();
  const look = verdict_looks.find((each) => each.verdict === verdict);
  if (!look) return null;
  const Icon = look.icon;
  return (
    <Badge tone={look.tone} icon={<Icon size={13} aria-hidden />}>
      {i18n._(look.label)}
    </Badge>
  );
}

export interface VerdictsProps {
  label: string;
  value?: Verdict;
  onChoose: (verdict: Verdict) => void;
  /** The keys 1 to 4 choose here. */
  shows_keys: boolean;
}

export function Verdicts({ label, value, onChoose, shows_keys }: VerdictsProps) {
  const { i18n } = useLingui();
  return (
    <div role="group" aria-label={label} className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">
      {verdict_looks.map(({ verdict, label: name, icon: Icon, chosen }, index) => (
        <button
          key={verdict}
          type="button"
          aria-pressed={value === verdict}
          aria-keyshortcuts={shows_keys ? String(index + 1) : undefined}
          onClick={() => onChoose(verdict)}
          className={cx(
            "flex min-h-14 cursor-pointer items-center justify-center gap-2 rounded-xl border px-3 font-medium turns sm:min-h-16",
            value === verdict ? chosen : "border-line bg-surface text-ink hover:border-line-strong hover:bg-sunken",
          )}
        >
          <Icon size={18} aria-hidden />
          {i18n._(name)}
          {shows_keys && (
            <span aria-hidden className="max-sm:hidden">
              <Kbd>{index + 1}</Kbd>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
