// The secret address under which a calendar program reads what Backbeat puts on the person's calendar.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api";
import { absolute, Secret } from "@/features/access/Secret";
import { useAct } from "@/shell/act";
import { Button, DateTime, Dialog, ErrorState, Loading } from "@/ui";
import { feedQuery } from "./calendar";

export function FeedPart() {
  const { t } = useLingui();
  const feed = useQuery(feedQuery);
  const [path, set_path] = useState("");
  const [is_asking, set_is_asking] = useState(false);
  const refreshes = [["calendar-feed"]];
  const make = useAct<void, { path: string }>({ run: () => api.post<{ path: string }>("/api/calendar/feed"), refreshes, done: (made) => set_path(made.path) });
  const end = useAct<void>({ run: () => api.delete("/api/calendar/feed"), says: () => t`The feed ended; its address works no more.`, refreshes, done: () => set_path("") });
  if (feed.isPending) return <Loading lines={2} />;
  if (feed.isError) return <ErrorState error={feed.error} retry={() => void feed.refetch()} />;
  const has_feed = feed.data.made_at !== undefined;
  return (
    <div className="grid gap-4">
      {path ? (
        <Secret label={t`Address of your feed`} value={absolute(path)} note={<Trans>It is shown this once. Whoever has it can read your feed, so keep it to yourself.</Trans>} />
      ) : has_feed ? (
        <p className="text-sm text-soft">
          <Trans>
            You made a feed <DateTime at={feed.data.made_at ?? ""} />.
          </Trans>{" "}
          {feed.data.last_read_at ? (
            <Trans>
              A calendar program last read it <DateTime at={feed.data.last_read_at} />.
            </Trans>
          ) : (
            <Trans>No calendar program has read it yet.</Trans>
          )}
        </p>
      ) : (
        <p className="text-sm text-soft">
          <Trans>A feed is an address that your calendar program reads by itself, every few hours or when you tell it to.</Trans>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look={has_feed ? "secondary" : "primary"} busy={make.isPending} onClick={() => (has_feed ? set_is_asking(true) : make.mutate())}>
          {has_feed ? <Trans>Make a new address</Trans> : <Trans>Make a feed</Trans>}
        </Button>
        {has_feed && (
          <Button look="danger" busy={end.isPending} onClick={() => end.mutate()}>
            <Trans>End the feed</Trans>
          </Button>
        )}
      </div>
      {(path !== "" || has_feed) && <HowToAdd />}
      {is_asking && (
        <Dialog
          open
          onOpenChange={(open) => !open && set_is_asking(false)}
          title={t`Make a new address`}
          description={t`The present one stops working at once; wherever you added it, add the new one instead.`}
          footer={
            <>
              <Button onClick={() => set_is_asking(false)}>
                <Trans>Keep the present one</Trans>
              </Button>
              <Button
                look="primary"
                onClick={() => {
                  set_is_asking(false);
                  make.mutate();
                }}
              >
                <Trans>Make a new address</Trans>
              </Button>
            </>
          }
        />
      )}
    </div>
  );
}

function HowToAdd() {
  return (
    <details className="text-sm text-soft">
      <summary className="inline-flex min-h-6 cursor-pointer items-center font-semibold text-ink">
        <Trans>How to add it</Trans>
      </summary>
      <ul className="mt-1 grid list-disc gap-1 pl-5">
        <li><Trans>Google Calendar: on the left, beside “Other calendars”, +, “From URL”.</Trans></li>
        <li><Trans>Outlook: Add calendar, “Subscribe from web”.</Trans></li>
        <li><Trans>Apple: File, “New Calendar Subscription”. On an iPhone: Calendars, Add Calendar, “Add Subscription Calendar”.</Trans></li>
        <li><Trans>Thunderbird: New Calendar, “On the Network”.</Trans></li>
      </ul>
    </details>
  );
}
