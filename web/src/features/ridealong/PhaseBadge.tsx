// The state of a ride-along in one word. The word carries the meaning; the colour only repeats it.
import { useLingui } from "@lingui/react/macro";
import { Badge } from "@/ui";
import type { Format, Phase } from "./wire";
import { formats, phases } from "./words";

export function PhaseBadge({ state }: { state: Phase }) {
  const { i18n } = useLingui();
  const [name, tone] = phases[state];
  return <Badge tone={tone}>{i18n._(name)}</Badge>;
}

export function FormatName({ format }: { format: Format }) {
  const { i18n } = useLingui();
  const { name, icon: Icon } = formats[format];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon size={15} aria-hidden className="text-faint" />
      {i18n._(name)}
    </span>
  );
}
