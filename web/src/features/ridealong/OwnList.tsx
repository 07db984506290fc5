// A rep's ride-alongs: what is coming and what is asked of them before it, and what was.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { EmptyState, ErrorState, Loading, Page, Section } from "@/ui";
import { rideAlongsQuery } from "./queries";
import { RowList } from "./RowList";
import type { RideAlongRow } from "./wire";

const is_coming = ({ state }: RideAlongRow) => ["booked", "confirmed", "running"].includes(state);
const waits_for_debrief = ({ state }: RideAlongRow) => ["ended", "debriefing"].includes(state);

export function OwnList() {
  const { t } = useLingui();
  const list = useQuery(rideAlongsQuery);
  const rows = list.data?.items ?? [];
  const coming = rows.filter(is_coming).sort((a, b) => a.call.starts_at.localeCompare(b.call.starts_at));
  const waiting = rows.filter(waits_for_debrief);
  const past = rows.filter((row) => !is_coming(row) && !waits_for_debrief(row)).sort((a, b) => b.call.starts_at.localeCompare(a.call.starts_at));
  return (
    <Page title={t`Ride-alongs`} lead={<Trans>Your manager on your calls: what comes, and what they said afterwards.</Trans>}>
      {list.isPending ? (
        <Loading lines={5} />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : (
        <>
          {waiting.length > 0 && (
            <Section title={<Trans>Waiting for a debrief</Trans>}>
              <RowList rows={waiting} label={t`Waiting for a debrief`} waits />
            </Section>
          )}
          <Section title={<Trans>Coming up</Trans>}>
            {coming.length > 0 ? (
              <RowList rows={coming} label={t`Coming up`} />
            ) : (
              <EmptyState title={<Trans>No ride-along is booked.</Trans>}>
                <Trans>When your manager books one of your calls, you prepare it here: who will be there, what you want, what you expect.</Trans>
              </EmptyState>
            )}
          </Section>
          {past.length > 0 && (
            <Section title={<Trans>Past</Trans>}>
              <RowList rows={past} label={t`Past`} />
            </Section>
          )}
        </>
      )}
    </Page>
  );
}
