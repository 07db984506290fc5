import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { api, type Me, meQuery } from "@/api";
import { useAct } from "@/shell/act";
import { useMe } from "@/shell/me";
import { set_theme, theme, type Theme } from "@/shell/theme";
import { Check, Field, Select } from "@/ui";

type Change = Partial<Pick<Me, "time_zone" | "single_key_shortcuts">>;

const zones = () => Intl.supportedValuesOf("timeZone");

export function Preferences() {
  const { t } = useLingui();
  const me = useMe();
  const [chosen_theme, set_chosen_theme] = useState<Theme>(theme);
  const change = useAct<Change, Me>({
    run: (next) => api.patch<Me>("/api/me", next),
    optimistic: (client, next) => {
      const before = client.getQueryData(meQuery.queryKey);
      client.setQueryData(meQuery.queryKey, (old) => old && { ...old, ...next });
      return () => client.setQueryData(meQuery.queryKey, before);
    },
    refreshes: [["me"]],
  });
  const known = zones();
  return (
    <div className="grid max-w-md gap-5">
      <Field label={t`Time zone`} hint={t`Times are shown in this zone; another one is named beside them.`}>
        <Select value={me.time_zone} onChange={(event) => change.mutate({ time_zone: event.target.value })}>
          {!known.includes(me.time_zone) && <option>{me.time_zone}</option>}
          {known.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t`Colours`} hint={t`On this device.`}>
        <Select
          value={chosen_theme}
          onChange={(event) => {
            const next = event.target.value as Theme;
            set_theme(next);
            set_chosen_theme(next);
          }}
        >
          <option value="system">{t`As the system`}</option>
          <option value="light">{t`Light`}</option>
          <option value="dark">{t`Dark`}</option>
        </Select>
      </Field>
      <Check look="switch" label={t`Single-key shortcuts`} hint={t`Keys like ? and G H work outside text fields.`} checked={me.single_key_shortcuts} onChange={(event) => change.mutate({ single_key_shortcuts: event.target.checked })} />
    </div>
  );
}
