// A rep's circles: the one they are in, whether they want to be in one and when they could, and what their manager can see of all that.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { OwnCircle } from "@/features/meeting/OwnCircle";
import { myCirclesQuery } from "@/features/meeting/queries";
import type { MyCircle } from "@/features/meeting/wire";
import { ManagersView } from "@/features/pulse/ManagersView";
import { Button, EmptyState, ErrorState, Link, Loading, Page, Section, Tabs } from "@/ui";
import { ProfilePart } from "./ProfilePart";
import { profileQuery } from "./queries";
import type { CircleProfile } from "./wire";

export function OwnCirclesPage() {
  const { t } = useLingui();
  const { part } = useSearch({ from: "/shell/circles" });
  const navigate = useNavigate();
  const go = (next: string) => void navigate({ to: "/circles", search: { part: next === "circle" ? undefined : next }, replace: true, resetScroll: false });
  const profile = useQuery(profileQuery);
  const mine = useQuery(myCirclesQuery);
  const failed = profile.error ?? mine.error;
  return (
    <Page title={t`Circles`} lead={<Trans>Four to six people with the same work, an hour every other week: real cases, one drill, one commitment each. Your manager is not in it and reads none of it.</Trans>}>
      {failed ? (
        <ErrorState error={failed} retry={() => void Promise.all([profile.refetch(), mine.refetch()])} />
      ) : !profile.data || !mine.data ? (
        <Loading lines={5} />
      ) : !profile.data.may_join && mine.data.circles.length === 0 ? (
        <NoCircle profile={profile.data} onJoin={() => go("profile")} />
      ) : (
        <Tabs
          label={t`Circles`}
          value={part ?? "circle"}
          onChange={go}
          tabs={[
            { key: "circle", label: <Trans>My circle</Trans>, content: <MyCircles circles={mine.data.circles} profile={profile.data} onJoin={() => go("profile")} /> },
            { key: "profile", label: profile.data.is_in ? <Trans>When and with whom</Trans> : <Trans>Join a circle</Trans>, content: <ProfilePart profile={profile.data} /> },
            { key: "seen", label: <Trans>What my manager can see</Trans>, content: <ManagersView /> },
          ]}
        />
      )}
    </Page>
  );
}

function MyCircles({ circles, profile, onJoin }: { circles: MyCircle[]; profile: CircleProfile; onJoin: () => void }) {
  const current = circles.filter((circle) => circle.current);
  const left = circles.filter((circle) => !circle.current);
  return (
    <>
      {current.map((circle) => (
        <OwnCircle key={circle.id} circle={circle} />
      ))}
      {current.length === 0 && <NoCircle profile={profile} onJoin={onJoin} />}
      {left.length > 0 && (
        <Section title={<Trans>Circles you were in</Trans>} className="mt-10">
          <ul className="divide-y divide-line text-sm">
            {left.map((circle) => (
              <li key={circle.id}>
                <Link href={`/circles/${circle.id}`} className="inline-flex min-h-10 items-center">
                  {circle.name}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function NoCircle({ profile, onJoin }: { profile: CircleProfile; onJoin: () => void }) {
  const { may_join, may_not_because, is_in } = profile;
  if (!may_join) return <EmptyState title={<Trans>Circles are not for your role.</Trans>}>{may_not_because}</EmptyState>;
  if (is_in)
    return (
      <EmptyState title={<Trans>You are in; your circle comes with the next mix.</Trans>} action={<Button onClick={onJoin}><Trans>See your free hours</Trans></Button>}>
        <Trans>When enablement publishes it, your sessions stand here and on your calendar. The more hours are free, the better it fits.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState title={<Trans>You are in no circle.</Trans>} action={<Button look="primary" onClick={onJoin}><Trans>Join a circle</Trans></Button>}>
      <Trans>It is your choice, and you can leave whenever you like without saying why.</Trans>
    </EmptyState>
  );
}
