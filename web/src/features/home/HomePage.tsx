// What to do next and why; today's conversations; three numbers that carry their n. Nothing else.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { homeQuery, type Home, type HomeNumber } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { on_demand, useOnDemand } from "@/shell/on_demand";
import { ButtonLink, Card, cx, day_text, EmptyState, ErrorState, Loading, NumberWithN, Page, Section } from "@/ui";
import { NextAction } from "./NextAction";
import { TodayList } from "./TodayList";
import { number_words } from "./words";

/** Fetched after the page is there: most days it has nothing to say. */
const load_ride_alongs = on_demand(() => import("@/features/ridealong/HomeRideAlongs").then((module) => module.HomeRideAlongs));
const load_circle = on_demand(() => import("@/features/meeting/HomeCircle").then((module) => module.HomeCircle));

export function HomePage() {
  const { t } = useLingui();
  const me = useMe();
  const home = useQuery(homeQuery);
  const first_name = me.person.name.split(" ")[0] ?? me.person.name;
  return (
    <Page title={t`Hello, ${first_name}`} lead={day_text(me.now, me.time_zone)}>
      {home.isPending ? <Loading /> : home.isError ? <ErrorState error={home.error} retry={() => void home.refetch()} /> : <HomeBody home={home.data} />}
    </Page>
  );
}

function HomeBody({ home }: { home: Home }) {
  const { t } = useLingui();
  const me = useMe();
  const rides = has_role(me, "rep", "manager");
  const HomeRideAlongs = useOnDemand(load_ride_alongs, rides);
  const HomeCircle = useOnDemand(load_circle, has_role(me, "rep"));
  // Who leads no conversations and has none is not told every day that there is none.
  const shows_today = home.today.length > 0 || rides;
  return (
    <>
      <Section title={t`Next`} aside={home.more > 0 && <Plural value={home.more} one="# more waits behind these" other="# more wait behind these" />}>
        {home.actions.length === 0 ? (
          <EmptyState title={<Trans>Nothing is waiting for you.</Trans>} action={<ButtonLink href="/playbook"><Trans>Read the playbook</Trans></ButtonLink>}>
            <Trans>When something is owed, late or worth a look, the next three steps stand here with their reasons.</Trans>
          </EmptyState>
        ) : (
          <ol className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-raised">
            {home.actions.map((action, index) => (
              <NextAction key={action.key} action={action} is_first={index === 0} />
            ))}
          </ol>
        )}
      </Section>
      {HomeCircle && <HomeCircle />}
      {HomeRideAlongs && <HomeRideAlongs />}
      <div className={cx("grid gap-x-10", shows_today && "lg:grid-cols-2")}>
        {shows_today && (
          <Section title={t`Today's conversations`}>
            <TodayList today={home.today} />
          </Section>
        )}
        {home.numbers.length > 0 && (
          <Section title={t`In numbers`}>
            <Card>
              <ul className={cx("grid gap-5", !shows_today && "sm:grid-cols-2 lg:grid-cols-3")}>
                {home.numbers.map((number) => (
                  <li key={number.kind}>
                    <NumberOf number={number} />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        )}
      </div>
    </>
  );
}

/** A rate with what it rests on, or a count; a rate of nothing says that there is not enough data. */
function NumberOf({ number }: { number: HomeNumber }) {
  const { n, share, low, high, count } = number;
  const { label, note } = number_words(number);
  return count === undefined ? <NumberWithN label={label} note={note} value={share} n={n} low={low} high={high} unit="share" /> : <NumberWithN label={label} note={note} value={count} n={n} />;
}
