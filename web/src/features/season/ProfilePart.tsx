// Whether I want to be in a circle, on which themes, with whom, and when I am usually free. Leaving is one act, and says what happens next.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, type PersonRef } from "@/api";
import { problem_text, useAct } from "@/shell/act";
import { Badge, Button, Card, Check, EmptyState, FormProblem, LocalDate, Section } from "@/ui";
import { free_of, week_of } from "./profile";
import { profileQuery } from "./queries";
import type { CircleProfile } from "./wire";
import { AddHours } from "./AddHours";
import { hours_can_begin, type Week } from "./week_grid";
import { WeekGrid } from "./WeekGrid";
import { WishPicker } from "./WishPicker";
import { zone_name } from "./words";

const told_of_in = [["my-circles"], ["circle-room"], ["circle-profile"]];

export function ProfilePart({ profile }: { profile: CircleProfile }) {
  if (!profile.may_join) return <EmptyState title={<Trans>Circles are not for your role.</Trans>}>{profile.may_not_because}</EmptyState>;
  // Saved elsewhere, the form begins anew.
  return <Form key={`${profile.is_in}${profile.since}`} profile={profile} />;
}

function Form({ profile }: { profile: CircleProfile }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [themes, set_themes] = useState<readonly string[]>(profile.themes);
  const [wishes, set_wishes] = useState<PersonRef[]>(profile.wishes);
  const [week, set_week] = useState<Week>(() => week_of(profile.free));
  const grid_label = useId();
  const grid_hint = useId();
  const keep = (next: CircleProfile) => client.setQueryData(profileQuery.queryKey, next);
  const body = { themes, wishes: wishes.map(({ id }) => id), time_zone: profile.time_zone, free: free_of(week) };
  const save = useAct<void, CircleProfile>({
    run: () => api.put<CircleProfile>("/api/circle-profile", body),
    says: () => (profile.is_in ? t`Saved. The next mix goes by it.` : t`You are in. Your circle comes with the next mix.`),
    done: keep,
    refreshes: told_of_in,
    quiet_errors: true,
  });
  const begins = hours_can_begin(week);
  const is_changed = JSON.stringify(body) !== JSON.stringify({ themes: profile.themes, wishes: profile.wishes.map(({ id }) => id), time_zone: profile.time_zone, free: free_of(week_of(profile.free)) });
  return (
    <div>
      <FormProblem text={save.error ? problem_text(save.error) : undefined} />
      <Section
        title={
          <span id={grid_label}>
            <Trans>When are you usually free?</Trans>
          </span>
        }
        aside={zone_name(profile.time_zone)}
        lead={t`Half hours of a usual week. A session takes one hour; the more hours are free, the better your circle fits.`}
      >
        {profile.is_suggested && (
          <p className="mb-3 text-sm text-soft">
            <Trans>Nothing is saved yet: these are your working hours. Take out what is never free.</Trans>
          </p>
        )}
        <div className="grid gap-x-10 gap-y-5 md:grid-cols-[minmax(0,1fr)_16rem]">
          <div>
            <WeekGrid value={week} onChange={set_week} labelled_by={grid_label} described_by={grid_hint} />
            <p id={grid_hint} className="mt-1 text-sm text-faint">
              <Trans>Drag over the hours that are free, or tap them. With the keys: arrows move, Space sets one, Shift with an arrow carries it on.</Trans>
            </p>
          </div>
          <div className="grid content-start gap-5">
            <AddHours week={week} onChange={set_week} />
            <p role="status" className="text-sm">
              {begins === 0 ? (
                <span className="text-warn">
                  <Trans>Nowhere are two half hours free in a row: no session fits.</Trans>
                </span>
              ) : (
                <span className="text-soft">{t`A session could begin at ${begins} half hours of your week.`}</span>
              )}
            </p>
            {profile.is_in && <p className="text-sm text-faint">{t`Of the saved ones, ${profile.starts_in_season} hold all season, in summer and in winter time.`}</p>}
          </div>
        </div>
      </Section>
      {profile.theme_choices.length > 0 && (
        <Section title={<Trans>Across roles, on a theme?</Trans>} lead={t`Most circles are of one role. Some bring roles together on one theme; you are in such a one only if you choose it here.`}>
          <div className="grid gap-2.5 sm:grid-cols-2">
            {profile.theme_choices.map(({ key, name }) => (
              <Check key={key} label={name} checked={themes.includes(key)} onChange={(event) => set_themes(event.target.checked ? [...themes, key] : themes.filter((each) => each !== key))} />
            ))}
          </div>
        </Section>
      )}
      <Section title={<Trans>With whom would you like to be?</Trans>} lead={t`Up to ten colleagues. Nobody sees your wishes; they count in the mix where nothing speaks against them.`}>
        <WishPicker wishes={wishes} onChange={set_wishes} />
      </Section>
      {profile.certificate && <CertificateLine certificate={profile.certificate} />}
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-5">
        <Button look="primary" size="large" busy={save.isPending} disabled={begins === 0} onClick={() => save.mutate()}>
          {profile.is_in ? <Trans>Save</Trans> : <Trans>I am in</Trans>}
        </Button>
        {profile.is_in && (
          <span role="status" className={is_changed ? "text-sm text-warn" : "text-sm text-faint"}>
            {is_changed ? <Trans>Changed, not saved yet.</Trans> : <Trans>The next mix goes by this.</Trans>}
          </span>
        )}
        {!profile.is_in && (
          <span className="text-sm text-faint">
            <Trans>Once you are in, coming is expected. You can leave whenever you like.</Trans>
          </span>
        )}
      </div>
      {profile.is_in && <OptOut profile={profile} onDone={keep} />}
    </div>
  );
}

function OptOut({ profile, onDone }: { profile: CircleProfile; onDone: (next: CircleProfile) => void }) {
  const { t } = useLingui();
  const opt_out = useAct<void, CircleProfile>({
    run: () => api.post<CircleProfile>("/api/circle-profile/opt-out"),
    says: () => t`You are out.`,
    undo: profile.circle ? undefined : () => api.put("/api/circle-profile", { themes: profile.themes, wishes: profile.wishes.map(({ id }) => id), time_zone: profile.time_zone, free: profile.free }).then(() => undefined),
    done: onDone,
    refreshes: told_of_in,
  });
  return (
    <Card className="mt-10 flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
      <div className="max-w-xl">
        <h2 className="font-medium">
          <Trans>Leave circles</Trans>
        </h2>
        <p className="text-sm text-soft">
          {profile.circle ? (
            t`You leave ${profile.circle.name} at once, and its coming sessions leave your calendar. What you wrote stays yours to read. Nobody asks why, and your manager is not told. You can join again for a later mix.`
          ) : (
            <Trans>The next mix leaves you out. Nobody asks why, and your manager is not told. You can join again.</Trans>
          )}
        </p>
      </div>
      <Button look="danger" busy={opt_out.isPending} onClick={() => opt_out.mutate()}>
        <Trans>Opt out</Trans>
      </Button>
    </Card>
  );
}

function CertificateLine({ certificate: { to, is_valid, is_due } }: { certificate: NonNullable<CircleProfile["certificate"]> }) {
  return (
    <Section title={<Trans>Facilitating</Trans>}>
      <p className="flex flex-wrap items-center gap-2 text-sm text-soft">
        <Badge tone={is_valid ? (is_due ? "warn" : "accent") : "outline"}>{is_valid ? is_due ? <Trans>Runs out soon</Trans> : <Trans>Certified</Trans> : <Trans>Not certified</Trans>}</Badge>
        {to && (
          <span>
            <Trans>
              until <LocalDate date={to} />
            </Trans>
          </span>
        )}
      </p>
    </Section>
  );
}
