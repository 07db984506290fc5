import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import { playbookQuery } from "@/api";
import { Button, date_text, Field, IconButton, Select } from "@/ui";
import { shift_week } from "./week";

export interface RangeControlProps {
  weeks: number;
  kind: string;
  until?: string;
  last_week?: { week: string; monday: string };
  onChange: (next: { weeks?: number; kind?: string; until?: string }) => void;
}

export function RangeControl({ weeks, kind, until, last_week, onChange }: RangeControlProps) {
  const { t } = useLingui();
  const playbook = useQuery(playbookQuery).data;
  const kinds = playbook?.session_types.filter((type) => type.counts_as !== "never") ?? [{ key: "weekly_one_on_one", name: t`Weekly 1:1` }];
  const back = last_week && shift_week(last_week.monday, -weeks);
  const forward = last_week && shift_week(last_week.monday, weeks);
  return (
    <div className="no-print mb-6 flex flex-wrap items-end gap-3">
      <Field label={t`Kind`} className="w-44 max-sm:w-full">
        <Select value={kind} onChange={(event) => onChange({ kind: event.target.value })} className="!h-9 text-sm">
          {kinds.map((type) => (
            <option key={type.key} value={type.key}>
              {type.name}
            </option>
          ))}
          <option value="all">{t`All coaching`}</option>
        </Select>
      </Field>
      <Field label={t`Weeks`} className="w-24">
        <Select value={weeks} onChange={(event) => onChange({ weeks: Number(event.target.value) })} className="!h-9 text-sm">
          {[4, 8, 13, 26].map((count) => (
            <option key={count}>{count}</option>
          ))}
        </Select>
      </Field>
      <div className="flex items-center gap-1">
        <IconButton look="secondary" label={t`Earlier weeks`} icon={<ChevronLeft size={16} aria-hidden />} disabled={!back} onClick={() => onChange({ until: back })} />
        <IconButton look="secondary" label={t`Later weeks`} icon={<ChevronRight size={16} aria-hidden />} disabled={!until} onClick={() => onChange({ until: forward })} />
        {until && (
          <Button look="quiet" onClick={() => onChange({ until: undefined })}>
            {t`Back to now`}
          </Button>
        )}
        {until && last_week && <span className="ml-1 text-sm text-soft">{t`up to the week of ${date_text(last_week.monday)}`}</span>}
      </div>
    </div>
  );
}
