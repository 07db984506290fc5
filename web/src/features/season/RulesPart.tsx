// The season's own rules: sizes, how many circles across roles, how many seasons faces stay new, and the themes.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useState, type FormEvent } from "react";
import { api } from "@/api";
import { useAct } from "@/shell/act";
import { Button, Check, Field, FormProblem, IconButton, Input, Section } from "@/ui";
import { field_problems } from "./field_problems";
import { seasonKey, told_of_in } from "./queries";
import type { Season, SeasonRules, Theme } from "./wire";

type Numbers = Pick<SeasonRules, "size_low" | "size_best" | "size_high" | "cross_least" | "cross_most" | "fresh_seasons">;
type Draft = { [Key in keyof Numbers]: string } & { themes: Partial<Theme>[]; is_cross_from_playbook: boolean };

const draft_of = (rules: SeasonRules): Draft => ({ ...(Object.fromEntries(number_keys.map((key) => [key, String(rules[key])])) as Record<keyof Numbers, string>), themes: rules.themes, is_cross_from_playbook: rules.is_cross_from_playbook });
const number_keys = ["size_low", "size_best", "size_high", "cross_least", "cross_most", "fresh_seasons"] as const;

export function RulesPart({ season }: { season: Season }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [draft, set_draft] = useState(() => draft_of(season.rules));
  const save = useAct<void, Season>({
    run: () =>
      api.put<Season>(`/api/circle-seasons/${season.season.id}/rules`, {
        ...Object.fromEntries(number_keys.filter((key) => !(draft.is_cross_from_playbook && key.startsWith("cross_"))).map((key) => [key, Number(draft[key])])),
        themes: draft.themes.filter(({ name }) => name?.trim()),
        version: season.rules.version,
      }),
    says: () => t`The next proposal goes by these rules.`,
    refreshes: told_of_in,
    quiet_errors: true,
    done: (next) => client.setQueryData(seasonKey(next.season.id), next),
  });
  const problems = field_problems(save.error, number_keys);
  const is_over = season.season.state === "over";
  const number = (key: keyof Numbers, label: string, hint?: string) => (
    <Field label={label} hint={hint} error={problems.of(key)}>
      <Input type="number" min={0} required value={draft[key]} disabled={is_over || (draft.is_cross_from_playbook && key.startsWith("cross_"))} onChange={(event) => set_draft({ ...draft, [key]: event.target.value })} className="!h-9" />
    </Field>
  );
  const set_theme = (index: number, name: string) => set_draft({ ...draft, themes: draft.themes.map((theme, each) => (each === index ? { ...theme, name } : theme)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-3xl">
      <FormProblem text={problems.rest} />
      <Section title={<Trans>Size</Trans>}>
        <div className="grid grid-cols-3 gap-4">
          {number("size_low", t`At least`)}
          {number("size_best", t`Best`)}
          {number("size_high", t`At most`)}
        </div>
      </Section>
      <Section title={<Trans>Across roles</Trans>} lead={t`Circles that bring roles together on a theme all of their members chose. SDRs have circles of their own.`}>
        <Check className="mb-4" label={t`As the playbook has it: most circles are of one role`} disabled={is_over} checked={draft.is_cross_from_playbook} onChange={(event) => set_draft({ ...draft, is_cross_from_playbook: event.target.checked })} />
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          {number("cross_least", t`At least`)}
          {number("cross_most", t`At most`)}
        </div>
        <ul aria-label={t`Themes`} className="mt-4 grid max-w-md gap-2">
          {draft.themes.map((theme, index) => (
            <li key={theme.key ?? `new ${index}`} className="flex gap-2">
              <Input aria-label={t`Theme ${index + 1}`} maxLength={100} value={theme.name ?? ""} disabled={is_over} onChange={(event) => set_theme(index, event.target.value)} className="!h-9" />
              <IconButton label={t`Remove theme ${index + 1}`} icon={<X size={15} aria-hidden />} disabled={is_over} onClick={() => set_draft({ ...draft, themes: draft.themes.filter((_, each) => each !== index) })} />
            </li>
          ))}
        </ul>
        <Button look="quiet" size="small" className="mt-2" disabled={is_over} icon={<Plus size={15} aria-hidden />} onClick={() => set_draft({ ...draft, themes: [...draft.themes, { name: "" }] })}>
          <Trans>Add a theme</Trans>
        </Button>
      </Section>
      <Section title={<Trans>New faces</Trans>}>
        <div className="max-w-md">{number("fresh_seasons", t`Seasons in which nobody meets again`, t`0 to 3. Somebody who would otherwise have to wait may meet an old face.`)}</div>
      </Section>
      {!is_over && (
        <Button type="submit" look="primary" busy={save.isPending}>
          <Trans>Save the rules</Trans>
        </Button>
      )}
    </form>
  );
}
