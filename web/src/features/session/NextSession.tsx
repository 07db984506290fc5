// The next conversation of the two: the same slot by one tap, or another time.
import { Trans, useLingui } from "@lingui/react/macro";
import CalendarCheck from "lucide-react/icons/calendar-check";
import { useState } from "react";
import { useMe } from "@/shell/me";
import { Button, type ButtonLook, date_time_text, DateTime, Dialog, DialogClose, Link } from "@/ui";
import { may } from "./conversation";
import { instantOf, localMoment, weeksLater } from "./times";
import { TimePicker } from "./TimePicker";
import { useConversation } from "./use_conversation";

export function NextSession({ look = "primary" }: { look?: ButtonLook }) {
  const { t } = useLingui();
  const me = useMe();
  const { conversation, perform, is_busy } = useConversation();
  const [is_picking, setPicking] = useState(false);
  const next = conversation.next ?? {};
  const suggested = next.suggested_starts_at ?? weeksLater(conversation.starts_at, conversation.time_zone, 1);
  const [when, setWhen] = useState(() => localMoment(next.starts_at ?? suggested, conversation.time_zone));
  const can_plan = may(conversation, "next") && !next.starts_at;
  const book = (starts_at: string) =>
    void perform({ verb: "next", body: { starts_at }, ahead: (now) => ({ ...now, next: { ...now.next, suggested_starts_at: suggested, starts_at } }), says: t`Next session: ${date_time_text(starts_at, me.time_zone)}.` });
  const picked = instantOf(when, conversation.time_zone);

  return (
    <section aria-label={t`Next session`}>
      {next.starts_at ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <CalendarCheck size={17} aria-hidden className="text-accent" />
          <span>
            <Trans>
              Next: <DateTime at={next.starts_at} zone={conversation.time_zone} />
            </Trans>
          </span>
          {next.session_id && (
            <Link href={`/sessions/${next.session_id}`}>
              <Trans>Open it</Trans>
            </Link>
          )}
        </p>
      ) : can_plan ? (
        <p className="flex flex-wrap items-center gap-2">
          <Button look={look} busy={is_busy} onClick={() => book(suggested)} icon={<CalendarCheck size={16} aria-hidden />}>
            {t`Same slot: ${date_time_text(suggested, me.time_zone)}`}
          </Button>
        </p>
      ) : (
        <p className="text-soft">
          <Trans>No next session yet.</Trans>
        </p>
      )}
      {can_plan && (
        <Button look="quiet" size="small" className="mt-1 -ml-2" onClick={() => setPicking(true)}>
          <Trans>Another time</Trans>
        </Button>
      )}
      <Dialog
        open={is_picking}
        onOpenChange={setPicking}
        title={t`When is the next one?`}
        footer={
          <>
            <DialogClose
              render={
                <Button>
                  <Trans>Not now</Trans>
                </Button>
              }
            />
            <Button
              look="primary"
              disabled={!picked}
              onClick={() => {
                if (picked) book(picked);
                setPicking(false);
              }}
            >
              <Trans>Plan it</Trans>
            </Button>
          </>
        }
      >
        <TimePicker value={when} onChange={setWhen} zone={conversation.time_zone} />
      </Dialog>
    </section>
  );
}
