// A person's own calendars: what Backbeat reads of them, and what it puts there.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button, Page, Section } from "@/ui";
import { AddCalendar } from "./AddCalendar";
import { CalendarList } from "./CalendarList";
import { FeedPart } from "./FeedPart";
import { InvitationPart } from "./InvitationPart";

export function CalendarsPage() {
  const { t } = useLingui();
  const [is_adding, set_is_adding] = useState(false);
  const add = (
    <Button look="primary" onClick={() => set_is_adding(true)}>
      <Trans>Add a calendar</Trans>
    </Button>
  );
  return (
    <Page
      title={t`Calendars`}
      width="reading"
      breadcrumb={[{ label: t`Settings`, href: "/settings" }]}
      lead={<Trans>Your meetings say when you are free and which customer calls are coming. Those above you see those calls and when you are busy; what your other meetings are called, only you see.</Trans>}
    >
      <Section title={t`Calendars Backbeat reads`}>
        <CalendarList add={add} />
      </Section>
      <Section title={t`What Backbeat puts on your calendar`} lead={<Trans>Pre-briefs, ride-alongs, debriefs and planned conversations, with their changes and cancellations.</Trans>}>
        <FeedPart />
      </Section>
      <Section title={t`How you are told of changes`}>
        <InvitationPart />
      </Section>
      {is_adding && <AddCalendar onClose={() => set_is_adding(false)} />}
    </Page>
  );
}
