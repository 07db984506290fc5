// Beside the debrief: the notes of the call in the order they were said, takeovers, and what was planned.
import { Trans, useLingui } from "@lingui/react/macro";
import Hand from "lucide-react/icons/hand";
import { StatusMark } from "@/live/StatusMark";
import { useMe } from "@/shell/me";
import { Card, time_text } from "@/ui";
import { NoteList } from "./NoteList";
import { RepsPart } from "./PreBriefForm";
import { first_name, useRideAlong } from "./use_ride_along";
import { usePad } from "./use_pad";
import type { Takeover } from "./wire";

export function DebriefAside() {
  const { t } = useLingui();
  const { ride_along } = useRideAlong();
  const pad = usePad(ride_along); // what was noted offline is sent from here too
  const { call, takeovers, started_at } = ride_along;
  return (
    <aside aria-label={t`The call`} className="grid content-start gap-5">
      <Card>
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="text-sm font-semibold">
            <Trans>Notes of the call</Trans>
          </h2>
          {pad.status !== "saved" && (
            <span className="inline-flex items-center gap-1.5 text-sm text-faint">
              <StatusMark status={pad.status} />
            </span>
          )}
        </div>
        <NoteList notes={pad.notes} started_at={started_at ?? call.starts_at} order="as_said" />
        {takeovers.length > 0 && (
          <ul aria-label={t`Takeovers`} className="mt-3 grid gap-2 border-t border-line pt-3 text-sm">
            {takeovers.map((takeover) => (
              <li key={takeover.from} className="flex gap-2">
                <Hand size={15} aria-hidden className="mt-0.5 shrink-0 text-warn" />
                <TakeoverLine takeover={takeover} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card>
        <RepsPart />
      </Card>
    </aside>
  );
}

function TakeoverLine({ takeover: { from, handed_back_at, had_consent } }: { takeover: Takeover }) {
  const { t } = useLingui();
  const { time_zone } = useMe();
  const { ride_along } = useRideAlong();
  const manager = first_name(ride_along.manager);
  const began = time_text(from, time_zone);
  const back = handed_back_at && time_text(handed_back_at, time_zone);
  return (
    <span>
      {back ? t`${manager} had the call from ${began} to ${back}` : t`${manager} took the call at ${began} and did not hand it back`}
      {", "}
      {had_consent ? t`with consent` : t`without consent`}
    </span>
  );
}
