// The note pad beside the call: one key or one thumb to a note, the format's rules in sight, a takeover that takes two presses.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useSingleKeys } from "@/live/use_single_keys";
import { StatusMark } from "@/live/StatusMark";
import { useMe } from "@/shell/me";
import { Button, Card, Dialog, DialogClose, toast } from "@/ui";
import { CallClock } from "./CallClock";
import { FormatRules } from "./FormatCard";
import { NoteComposer } from "./NoteComposer";
import { NoteList } from "./NoteList";
import { count_of, tag_keys } from "./pad";
import { RepsPart } from "./PreBriefForm";
import { Presence } from "./Presence";
import { TagKeys } from "./TagKeys";
import { RefusedPress, TakeoverBar } from "./TakeoverBar";
import { first_name, useRideAlong } from "./use_ride_along";
import { usePad, type Pad } from "./use_pad";
import { end, may } from "./verbs";
import type { NoteTag, PadNote } from "./wire";
import { formats } from "./words";

export function PadView() {
  const { t, i18n } = useLingui();
  const { ride_along } = useRideAlong();
  const [writing, setWriting] = useState<string>();
  const [has_focus, setFocus] = useState(false);
  const [is_ending, setEnding] = useState(false);
  const pad = usePad(ride_along, writing);
  const { call, format, rep } = ride_along;

  const mark = (tag: NoteTag, focus: boolean) => {
    setWriting(pad.mark(tag));
    setFocus(focus);
  };
  const edit = (note: PadNote) => {
    setWriting(note.id);
    setFocus(true);
  };
  const remove = (note: PadNote) => {
    pad.remove(note);
    if (writing === note.id) setWriting(undefined);
    toast(t`Note removed.`, { undo: () => pad.restore(note) });
  };
  useSingleKeys(Object.fromEntries(Object.entries(tag_keys).map(([tag, key]) => [key, pad.is_ready ? () => mark(tag as NoteTag, true) : undefined])));

  const note = pad.notes.find(({ id }) => id === writing);
  return (
    <div className="page-grid mx-auto flex w-full max-w-[88rem] flex-col px-4 pb-80 sm:px-8 lg:pb-12 lg:pt-7">
      <header className="sticky top-0 z-20 -mx-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 border-b border-line bg-page px-4 py-2.5 sm:-mx-8 sm:px-8 lg:static lg:mx-0 lg:px-0">
        <div className="min-w-0">
          <h1 className="title truncate text-lg lg:text-2xl">{t`${call.account} with ${rep.name}`}</h1>
          <p className="text-sm font-medium text-soft">{i18n._(formats[format].rule)}</p>
        </div>
        <div className="flex w-full items-center justify-between gap-4 sm:w-auto">
          <CallClock since={ride_along.started_at ?? call.starts_at} until={call.ends_at} />
          <span className="inline-flex items-center gap-1.5 text-sm text-faint">
            <StatusMark status={pad.status} />
          </span>
          {may(ride_along, "end") && (
            <Button onClick={() => setEnding(true)}>
              <Trans>End</Trans>
            </Button>
          )}
        </div>
      </header>
      <TakeoverBar pad={pad} />
      <RefusedPress pad={pad} />
      <div className="grid gap-x-10 gap-y-6 pt-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:pt-6">
        <div className="flex min-w-0 flex-col">
          <div className="no-print max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:border-t max-lg:border-line max-lg:bg-surface max-lg:px-4 max-lg:pb-[calc(0.5rem+env(safe-area-inset-bottom))] max-lg:pt-2" data-own-bottom-bar>
            <NoteComposer note={note} has_focus={has_focus} pad={pad} onDone={() => setWriting(undefined)} />
            <TagKeys disabled={!pad.is_ready} onMark={mark} pad={pad} />
          </div>
          <NoteList notes={pad.notes} writing={writing} started_at={ride_along.started_at ?? call.starts_at} onEdit={edit} onRemove={remove} />
        </div>
        <aside aria-label={t`Beside the call`} className="grid content-start gap-5">
          <Beside pad={pad} />
        </aside>
      </div>
      <EndCall open={is_ending} onOpenChange={setEnding} pad={pad} />
    </div>
  );
}

/** What to keep in mind while listening: the rules, what the rep wants, what one listens for. */
function Beside({ pad }: { pad: Pad }) {
  const { t, i18n } = useLingui();
  const { ride_along } = useRideAlong();
  const { format, pre_brief } = ride_along;
  const asked = count_of(pad.notes, "question");
  return (
    <>
      <Card className="grid gap-3">
        <h2 className="text-sm font-semibold">{i18n._(formats[format].name)}</h2>
        <FormatRules rules={formats[format].rules.map((rule) => i18n._(rule))} />
        {format === "co_sell" && asked > 0 && <p className="text-sm text-faint">{t`Questions noted: ${asked}`}</p>}
        <Presence />
      </Card>
      {pre_brief.listen_for && (
        <Card>
          <h2 className="text-sm text-faint">
            <Trans>You listen for</Trans>
          </h2>
          <p className="said mt-0.5 whitespace-pre-wrap">{pre_brief.listen_for}</p>
        </Card>
      )}
      <RepsPart />
    </>
  );
}

function EndCall({ open, onOpenChange, pad }: { open: boolean; onOpenChange: (open: boolean) => void; pad: Pad }) {
  const { t } = useLingui();
  const me = useMe();
  const { ride_along, perform, is_busy } = useRideAlong();
  const rep = first_name(ride_along.rep);
  const waits = pad.notes.filter(({ is_waiting }) => is_waiting).length;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Is the call over?`}
      description={t`The 24 hours to the debrief count from now. Notes can still be added.`}
      footer={
        <>
          <DialogClose render={<Button><Trans>Not yet</Trans></Button>} />
          <Button look="primary" busy={is_busy} onClick={() => void perform(end).then((is_done) => is_done && onOpenChange(false))}>
            <Trans>The call is over</Trans>
          </Button>
        </>
      }
    >
      {pad.takeover && <p className="text-warn">{t`You still have the call: hand it back to ${rep} before the close, or the record says that you did not.`}</p>}
      {waits > 0 && me.user_id && <p className="text-soft">{t`Notes still on this device: ${waits}. They are sent as soon as there is a connection, also after the end.`}</p>}
    </Dialog>
  );
}
