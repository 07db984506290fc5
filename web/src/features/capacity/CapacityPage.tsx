// The capacity truth: what the playbook will ask of managers in a quarter, against the hours there are; what does not fit, by name; and what
// could give, with who would lose what.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { has_role, useMe } from "@/shell/me";
import { date_text, EmptyState, ErrorState, Field, Loading, Page, Section, Select } from "@/ui";
import { managerQuery, quarter_text, quarterQuery, type Cuts as CutsOf } from "./capacity";
import { Cuts } from "./Cuts";
import { Headline } from "./Headline";
import { ManagersList } from "./ManagersList";
import { Options } from "./Options";
import { RepsTable } from "./RepsTable";
import { WeeksChart } from "./WeeksChart";

export function CapacityPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/shell/capacity" });
  const navigate = useNavigate();
  const me = useMe();
  const whole = useQuery(quarterQuery(search.quarter));
  const go = (next: Partial<typeof search>) => void navigate({ to: "/capacity", search: { ...search, ...next }, replace: true, resetScroll: false });
  const pulled = search.apply ? search.apply.split(",") : [];
  // Who only counts sees managers' hours, not their reps.
  const may_open = has_role(me, "enablement", "revops", "leader") || !has_role(me, "executive");
  const managers = whole.data?.managers ?? [];
  const manager = search.manager ?? (managers.length === 1 && may_open ? managers[0]?.manager?.id : undefined);
  const href_of = (id: string) => (may_open ? `/capacity?${new URLSearchParams({ ...(search.quarter ? { quarter: search.quarter } : {}), manager: id })}` : undefined);
  const name = managers.find((load) => load.manager?.id === manager)?.manager?.name;

  return (
    <Page
      title={name && managers.length > 1 ? t`Capacity of ${name}` : t`Capacity`}
      width="wide"
      breadcrumb={name && managers.length > 1 ? [{ label: t`Capacity`, href: "/capacity" }] : undefined}
      lead={<Trans>What the playbook will ask of managers, against the hours there are. Hires, leavers, changes of manager, days off and holidays are counted as they are known.</Trans>}
    >
      {whole.isPending ? (
        <Loading lines={8} />
      ) : whole.isError ? (
        <ErrorState error={whole.error} retry={() => void whole.refetch()} />
      ) : managers.length === 0 ? (
        <EmptyState title={<Trans>Nobody is owed coaching in that quarter.</Trans>} />
      ) : (
        <>
          <div className="no-print mb-6 flex flex-wrap items-end gap-3">
            <Field label={t`Quarter`} className="w-36">
              <Select value={whole.data.quarter} onChange={(event) => go({ quarter: event.target.value })} className="!h-9 text-sm">
                {whole.data.quarters.map((quarter) => (
                  <option key={quarter} value={quarter}>
                    {quarter_text(quarter)}
                  </option>
                ))}
              </Select>
            </Field>
            {managers.length > 1 && may_open && (
              <Field label={t`Manager`} className="w-56 max-sm:w-full">
                <Select value={manager ?? ""} onChange={(event) => go({ manager: event.target.value || undefined, apply: undefined })} className="!h-9 text-sm">
                  <option value="">{t`All together`}</option>
                  {managers.map((load) => load.manager && <option key={load.manager.id} value={load.manager.id}>{load.manager.name}</option>)}
                </Select>
              </Field>
            )}
            <p className="pb-2 text-sm text-faint tabular">{t`${date_text(whole.data.from)} to ${date_text(whole.data.to)}`}</p>
          </div>
          {manager ? (
            <OfManager manager={manager} quarter={search.quarter} />
          ) : (
            <>
              <Headline load={whole.data.together} overflowing={whole.data.overflowing} managers={managers.length} />
              <Section title={t`Week by week`}>
                <WeeksChart load={whole.data.together} />
              </Section>
              <Section title={t`Manager by manager`} lead={t`In the order of names. Hours are of the mean week; where somebody is away there are fewer.`}>
                <ManagersList managers={managers} href_of={href_of} />
              </Section>
            </>
          )}
          <Section title={t`What could give`} lead={manager ? t`Each is derived again for this manager’s reps. A rule of the playbook would hold for everybody else’s too.` : t`Each is derived again with the changed rules or teams, so the hours and the people named are those of the rules.`}>
            <Options manager={manager} quarter={search.quarter} pulled={pulled} onPull={(keys) => go({ apply: keys.length > 0 ? keys.join(",") : undefined })} />
          </Section>
          {!manager && <WhatGivesAlready cuts={whole.data.cuts} />}
        </>
      )}
    </Page>
  );
}

function OfManager({ manager, quarter }: { manager: string; quarter?: string }) {
  const { t } = useLingui();
  const query = useQuery(managerQuery(manager, quarter));
  if (query.isPending) return <Loading lines={8} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const { load, reps, cuts } = query.data;
  return (
    <>
      <Headline load={load} />
      <Section title={t`Week by week`} lead={t`A conversation is spread over the days of its window on which both are there.`}>
        <WeeksChart load={load} />
      </Section>
      <Section title={t`Who is owed what`}>
        <RepsTable reps={reps} />
      </Section>
      <WhatGivesAlready cuts={cuts} />
    </>
  );
}

function WhatGivesAlready({ cuts }: { cuts: CutsOf }) {
  const { t } = useLingui();
  return (
    <Section title={t`What gives already`} lead={t`Of what was owed from ${date_text(cuts.from)} to ${date_text(cuts.to)}, what was not held or not done, largest share first, with its 95 % interval. Excused is counted apart.`}>
      <Cuts cuts={cuts.items} />
    </Section>
  );
}
