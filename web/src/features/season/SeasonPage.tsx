// Enablement's season of circles: who is in, what keeps somebody out, proposals, what was published, and the calendar of re-mixes.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Badge, ButtonLink, date_text, ErrorState, Field, Loading, Page, Section, Select, Tabs } from "@/ui";
import { CirclesPart } from "./CirclesPart";
import { NewSeason } from "./NewSeason";
import { PeoplePart } from "./PeoplePart";
import { ProposalsPart } from "./ProposalsPart";
import { seasonQuery, seasonsQuery } from "./queries";
import { RemixCalendar } from "./RemixCalendar";
import { Repairs } from "./Repairs";
import { RulesPart } from "./RulesPart";
import { SeasonHeadline } from "./SeasonHeadline";
import type { Season, Seasons } from "./wire";
import { season_states } from "./words";

export type SeasonPart = "people" | "proposals" | "circles" | "rules";

export function SeasonPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/shell/circles/season" });
  const seasons = useQuery(seasonsQuery);
  const part = (search.part as SeasonPart | undefined) ?? "proposals";
  const id = search.season ?? seasons.data?.items[0]?.id;
  return (
    <Page
      title={t`Circles`}
      width="wide"
      lead={<Trans>Who is in a circle, and who with whom. You see structure and attendance; what is said in a circle is read by its members alone.</Trans>}
      actions={
        <>
          <ButtonLink href="/circles/scorecard">
            <Trans>Scorecard</Trans>
          </ButtonLink>
          {seasons.data && id && <NewSeason suggested={seasons.data.suggested} />}
        </>
      }
    >
      {seasons.isPending ? (
        <Loading lines={6} />
      ) : seasons.isError ? (
        <ErrorState error={seasons.error} retry={() => void seasons.refetch()} />
      ) : id ? (
        <OneSeason id={id} seasons={seasons.data} part={part} />
      ) : (
        <NewSeason suggested={seasons.data.suggested} is_first />
      )}
      {seasons.data && seasons.data.calendar.length > 0 && part === "proposals" && (
        <Section title={<Trans>Calendar</Trans>} className="mt-10">
          <RemixCalendar days={seasons.data.calendar} />
        </Section>
      )}
    </Page>
  );
}

function OneSeason({ id, seasons, part }: { id: string; seasons: Seasons; part: SeasonPart }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const season = useQuery(seasonQuery(id));
  const go = (next: { season?: string; part?: string }) => void navigate({ to: "/circles/season", search: { season: next.season ?? (seasons.items.length > 1 ? id : undefined), part: next.part ?? part }, replace: true, resetScroll: false });
  if (season.isPending) return <Loading lines={6} />;
  if (season.isError) return <ErrorState error={season.error} retry={() => void season.refetch()} />;
  const { season: row } = season.data;
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-3">
        {seasons.items.length > 1 && (
          <Field label={t`Season`} className="w-56">
            <Select value={id} onChange={(event) => go({ season: event.target.value })} className="!h-9 text-sm">
              {seasons.items.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <p className="flex min-h-9 flex-wrap items-center gap-2 text-sm text-soft">
          {seasons.items.length === 1 && <span className="font-medium text-ink">{row.name}</span>}
          <span className="tabular">{t`${date_text(row.first_day, false)} to ${date_text(row.last_day)}`}</span>
          <Badge tone={season_states[row.state].tone}>{i18n._(season_states[row.state].name)}</Badge>
        </p>
      </div>
      <SeasonHeadline season={season.data} />
      <Tabs
        label={t`Parts of the season`}
        value={part}
        onChange={(next) => go({ part: next })}
        tabs={[
          { key: "proposals", label: <Trans>Proposals</Trans>, content: <ProposalsPart season={season.data} /> },
          { key: "people", label: <Trans>People</Trans>, content: <PeoplePart season={season.data} /> },
          { key: "circles", label: <Trans>Circles</Trans>, content: <Published season={season.data} /> },
          { key: "rules", label: <Trans>Rules</Trans>, content: <RulesPart key={season.data.rules.version} season={season.data} /> },
        ]}
      />
    </>
  );
}

function Published({ season }: { season: Season }) {
  return (
    <>
      <Repairs season={season} />
      <CirclesPart season={season} />
    </>
  );
}
