// The format and its rules. The manager confirms it, or changes it, before the call.
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import { serverNow } from "@/live/server_clock";
import { Button, Card, Field, Select } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";
import { confirmFormat, may } from "./verbs";
import type { Format } from "./wire";
import { all_formats, formats } from "./words";

export function FormatCard() {
  const { t, i18n } = useLingui();
  const { ride_along, perform, is_busy } = useRideAlong();
  const { format, format_confirmed_at } = ride_along;
  const { name, icon: Icon, rules } = formats[format];
  const may_change = may(ride_along, "format");
  const manager = first_name(ride_along.manager);
  return (
    <Card className="grid gap-3">
      <h2 className="flex items-center gap-2 text-sm font-semibold">
        <Icon size={16} aria-hidden className="text-accent" />
        {i18n._(name)}
      </h2>
      <FormatRules rules={rules.map((rule) => i18n._(rule))} />
      {may_change && (
        <Field label={<Trans>Format</Trans>} hide_label>
          <Select value={format} onChange={(event) => void perform(confirmFormat(event.target.value as Format, serverNow()))}>
            {all_formats.map((each) => (
              <option key={each} value={each}>
                {i18n._(formats[each].name)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {format_confirmed_at ? (
        <p className="flex items-center gap-2 text-sm text-accent-strong">
          <Check size={15} aria-hidden />
          {t`Confirmed by ${manager}`}
        </p>
      ) : may_change ? (
        <Button busy={is_busy} icon={<Check size={15} aria-hidden />} onClick={() => void perform(confirmFormat(format, serverNow()))}>
          <Trans>Confirm the format</Trans>
        </Button>
      ) : (
        <p className="text-sm text-faint">{t`${manager} has not confirmed it yet.`}</p>
      )}
    </Card>
  );
}

export function FormatRules({ rules }: { rules: string[] }) {
  return (
    <ul className="grid gap-1.5 text-sm text-soft">
      {rules.map((rule) => (
        <li key={rule} className="flex gap-2.5">
          <span aria-hidden className="mt-2.5 h-px w-3 shrink-0 bg-line-strong" />
          {rule}
        </li>
      ))}
    </ul>
  );
}
