// The circles of a proposal and those who wait. People are moved by dragging, or with the keys through a window; each move shows its cost at once.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Section } from "@/ui";
import { CircleCard } from "./CircleCard";
import { EditBar } from "./EditBar";
import { board_of, moved, place_now, waitlist } from "./moves";
import { MoveDialog } from "./MoveDialog";
import { circles_a_page, trialQuery } from "./queries";
import { WaitCard } from "./WaitCard";
import type { Move, Proposal } from "./wire";

export function Board({ data, from, onFrom }: { data: Proposal; from: number; onFrom: (from: number) => void }) {
  const { t } = useLingui();
  const { proposal } = data;
  const [moves, set_moves] = useState<Move[]>([]);
  const [moving, set_moving] = useState<{ id: string; name: string }>();
  const may_edit = !proposal.is_published && (proposal.state === "done" || proposal.state === "cancelled");
  const query = useQuery(trialQuery(proposal.id, proposal.version, moves));
  const trial = moves.length > 0 ? query.data : undefined;
  const board = board_of(data, moves, trial);
  const put = (person_id: string, to: number) => set_moves((now) => moved(now, data, { person_id, to }));
  const drop = may_edit ? (person_id: string, to: number) => person_id !== "" && put(person_id, to) : undefined;
  const pick = may_edit ? (person: { id: string; name: string }) => set_moving(person) : undefined;
  return (
    <>
      <Section
        title={<Trans>Circles</Trans>}
        aside={data.circles_in_all > circles_a_page ? <Pages from={from} in_all={data.circles_in_all} onFrom={onFrom} /> : <Legend />}
        lead={may_edit ? t`Drag somebody to another circle, or choose a name and where it goes. What it costs is shown at once; nothing is saved until you save it.` : undefined}
      >
        <ul aria-label={t`Circles of the proposal`} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {board.circles.map((each) => (
            <CircleCard key={each.circle.number} board={each} onDrop={drop} onPick={pick} />
          ))}
        </ul>
      </Section>
      {(board.waiting.length > 0 || may_edit) && (
        <Section title={<Trans>Waiting</Trans>} aside={data.waiting_in_all > data.waitlist.length && <Plural value={data.waiting_in_all} one="# in all" other="# in all" />}>
          <WaitCard waiting={board.waiting} onDrop={drop && ((person_id) => drop(person_id, waitlist))} onPick={pick} />
        </Section>
      )}
      {moving && (
        <MoveDialog
          data={data}
          moves={moves}
          person={moving}
          here={place_now(moves, data, moving.id)}
          onMove={(to) => {
            put(moving.id, to);
            set_moving(undefined);
          }}
          onClose={() => set_moving(undefined)}
        />
      )}
      {moves.length > 0 && <EditBar data={data} moves={moves} trial={trial} is_trying={query.isFetching} problem={query.error} onBack={() => set_moves(moves.slice(0, -1))} onDiscard={() => set_moves([])} />}
    </>
  );
}

function Legend() {
  return (
    <span>
      <span aria-hidden className="pr-1 text-accent">
        ◆
      </span>
      <Trans>may facilitate</Trans>
    </span>
  );
}

function Pages({ from, in_all, onFrom }: { from: number; in_all: number; onFrom: (from: number) => void }) {
  const { t } = useLingui();
  const last = Math.min(in_all, from + circles_a_page - 1);
  return (
    <span className="tabular flex items-center gap-2">
      {t`${from} to ${last} of ${in_all}`}
      <Button size="small" disabled={from === 1} onClick={() => onFrom(Math.max(1, from - circles_a_page))}>
        <Trans>Before</Trans>
      </Button>
      <Button size="small" disabled={last === in_all} onClick={() => onFrom(from + circles_a_page)}>
        <Trans>After</Trans>
      </Button>
    </span>
  );
}
