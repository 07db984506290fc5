// A manager's desk: debriefs that wait, what is owed and the calls that would pay it, and what stands on the calendar.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { teamQuery, type PersonRef } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { Button, ButtonLink, EmptyState, ErrorState, Field, Loading, LocalDate, Page, Section, Select } from "@/ui";
import CalendarPlus from "lucide-react/icons/calendar-plus";
import { BookDialog, type Booking } from "./BookDialog";
import { mainDebt } from "./debts";
import { OwedList } from "./OwedList";
import { QuarterProgress } from "./QuarterProgress";
import { deskQuery } from "./queries";
import { RowList } from "./RowList";
import type { RideAlongDebt, RideAlongDesk } from "./wire";

export function DeskView() {
  const { t } = useLingui();
  const me = useMe();
  const { manager, book } = useSearch({ from: "/shell/ride-alongs" });
  const navigate = useNavigate();
  // Who leads managers and rides along with nobody looks at the desk of one of them.
  const leads_managers = has_role(me, "leader");
  const team = useQuery({ ...teamQuery(), enabled: leads_managers });
  const whose = manager ?? (has_role(me, "manager") ? undefined : team.data?.manager.id);
  const desk = useQuery({ ...deskQuery(whose), enabled: whose !== undefined || !leads_managers || has_role(me, "manager") || team.isError });
  const [chosen, setBooking] = useState<Booking>();
  const is_mine = !desk.data || desk.data.manager.id === me.person.id;
  const may_book = is_mine && has_role(me, "manager");
  const booking = may_book ? (chosen ?? (book ? {} : undefined)) : undefined;
  const close = () => {
    setBooking(undefined);
    if (book) void navigate({ to: "/ride-alongs", search: { manager, book: undefined }, replace: true });
  };
  const debt = desk.data && mainDebt(desk.data.reps);
  return (
    <Page
      title={is_mine ? t`Ride-alongs` : t`${desk.data?.manager.name ?? ""}'s ride-alongs`}
      width="wide"
      lead={debt && <Period debt={debt} />}
      actions={
        <>
          <ManagerSelect current={desk.data?.manager} managers={team.data?.managers ?? []} />
          {may_book && desk.data && desk.data.reps.length > 0 && (
            <Button icon={<CalendarPlus size={16} aria-hidden />} onClick={() => setBooking({})}>
              <Trans>Book another call</Trans>
            </Button>
          )}
        </>
      }
    >
      {desk.isPending ? (
        <Loading lines={7} />
      ) : desk.isError ? (
        <ErrorState error={desk.error} retry={() => void desk.refetch()} />
      ) : desk.data.reps.length === 0 ? (
        <EmptyState title={<Trans>No rep of this team is owed a ride-along.</Trans>} action={<ButtonLink href="/playbook?part=owed"><Trans>See who is owed what</Trans></ButtonLink>}>
          <Trans>The playbook says who is owed ride-alongs, of which format and how often. Each rep will stand here with what is open and the calls that would do.</Trans>
        </EmptyState>
      ) : (
        <DeskBody desk={desk.data} may_book={may_book} onBook={setBooking} />
      )}
      {booking && desk.data && <BookDialog booking={booking} reps={desk.data.reps.map(({ rep }) => rep)} onClose={close} />}
    </Page>
  );
}

function Period({ debt }: { debt: RideAlongDebt }) {
  const { t } = useLingui();
  const weeks = debt.weeks_left;
  return (
    <>
      <Trans>
        <LocalDate date={debt.period_first} year={false} /> to <LocalDate date={debt.period_last} />
      </Trans>
      {" · "}
      {weeks === 1 ? t`1 week left` : t`${weeks} weeks left`}
    </>
  );
}

function DeskBody({ desk, may_book, onBook }: { desk: RideAlongDesk; may_book: boolean; onBook: (booking: Booking) => void }) {
  const { t } = useLingui();
  return (
    <>
      <QuarterProgress reps={desk.reps} />
      {desk.debriefs_due.length > 0 && (
        <Section title={<Trans>Waiting for a debrief</Trans>}>
          <RowList rows={desk.debriefs_due} label={t`Waiting for a debrief`} waits />
        </Section>
      )}
      <div className="grid gap-x-12 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Section title={<Trans>What is owed</Trans>} aside={may_book && !desk.calls_known && <NoCalls />}>
          <OwedList reps={desk.reps} calls_known={desk.calls_known} may_book={may_book} onBook={onBook} />
        </Section>
        <div>
          <Section title={<Trans>On the calendar</Trans>}>
            {desk.coming.length > 0 ? (
              <RowList rows={desk.coming} label={t`On the calendar`} />
            ) : (
              <EmptyState title={<Trans>Nothing is booked.</Trans>}>
                <Trans>A booked call stands here with its pre-brief and its debrief, and on both calendars.</Trans>
              </EmptyState>
            )}
          </Section>
          {desk.recent.length > 0 && (
            <Section title={<Trans>The last 30 days</Trans>}>
              <RowList rows={desk.recent} label={t`The last 30 days`} />
            </Section>
          )}
        </div>
      </div>
    </>
  );
}

const NoCalls = () => <Trans>No calls are known yet</Trans>;

/** For those who lead managers: whose desk is looked at. */
function ManagerSelect({ current, managers }: { current?: PersonRef; managers: PersonRef[] }): ReactNode {
  const { t } = useLingui();
  const navigate = useNavigate();
  if (managers.length < 2 || !current) return null;
  return (
    <Field label={t`Manager`} hide_label className="w-52">
      <Select value={current.id} onChange={(event) => void navigate({ to: "/ride-alongs", search: { manager: event.target.value, book: undefined } })} className="!h-9 text-sm">
        {!managers.some(({ id }) => id === current.id) && <option value={current.id}>{current.name}</option>}
        {managers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
