// The circles of a proposal and those who wait. People are moved by dragging, or with the keys through a window; each move shows its cost at once.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState, Field, Input, Pager, Section } from "@/ui";
import { CircleCard } from "./CircleCard";
import { EditBar } from "./EditBar";
import { board_of, found_on, moved, moves_of, waitlist, type BoardCircle, type Step } from "./moves";
import { MoveDialog } from "./MoveDialog";
import { circles_a_page, trialQuery } from "./queries";
import { WaitCard } from "./WaitCard";
import type { Proposal } from "./wire";

export interface BoardProps {
  data: Proposal;
  from: number;
  search: string;
  onFrom: (from: number) => void;
  onSearch: (search: string) => void;
}

/** Few circles are read at a glance; more are searched. */
const many = 12;

export function Board({ data, from, search, onFrom, onSearch }: BoardProps) {
  const { t } = useLingui();
  const { proposal, circles_in_all, circles_found } = data;
  const [steps, set_steps] = useState<Step[]>([]);
  const [moving, set_moving] = useState<{ id: string; name: string }>();
  const may_edit = !proposal.is_published && (proposal.state === "done" || proposal.state === "cancelled");
  const query = useQuery(trialQuery(proposal.id, proposal.version, moves_of(steps)));
  const trial = steps.length > 0 ? query.data : undefined;
  const board = board_of(data, steps, trial);
  const put = (person_id: string, to: number) => {
    const found = found_on(data, steps, trial, person_id);
    if (found) set_steps(moved(steps, { person_id, to, name: found.name, home: found.home }));
  };
  const drop = may_edit ? put : undefined;
  const pick = may_edit ? (person: { id: string; name: string }) => set_moving(person) : undefined;
  const cards = (circles: BoardCircle[], label: string) => (
    <ul aria-label={label} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {circles.map((each) => (
        <CircleCard key={each.circle.number} board={each} onDrop={drop} onPick={pick} />
      ))}
    </ul>
  );
  const pager = (label: string, className?: string) => <Pager label={label} from={from} a_page={circles_a_page} in_all={circles_found} onFrom={onFrom} className={className} />;
  return (
    <>
      <Section title={<Trans>Circles</Trans>} aside={<Legend />} lead={may_edit ? t`Choose somebody to send them elsewhere, or drag them there. What it costs is shown at once; nothing is saved until you save it.` : undefined}>
        {(circles_in_all > many || search !== "") && (
          <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
            <Field label={t`Find a circle or somebody`} className="w-full sm:w-72">
              <Input type="search" autoComplete="off" value={search} onChange={(event) => onSearch(event.target.value)} className="!h-9 text-sm" />
            </Field>
            {pager(t`Pages of circles`)}
          </div>
        )}
        {board.circles.length > 0 ? (
          cards(board.circles, t`Circles of the proposal`)
        ) : (
          <EmptyState title={search ? <Trans>No circle of that name, and nobody of that name in one.</Trans> : <Trans>No circle could be formed.</Trans>}>{!search && <Trans>What stands in the way of each person is said below.</Trans>}</EmptyState>
        )}
        {pager(t`Pages of circles, below them`, "mt-4")}
      </Section>
      {board.elsewhere.length > 0 && <Section title={<Trans>These change too, on other pages</Trans>}>{cards(board.elsewhere, t`Circles on other pages that change`)}</Section>}
      {(board.waiting.length > 0 || may_edit) && (
        <Section title={<Trans>Waiting</Trans>} aside={data.waiting_in_all > data.waitlist.length && <Plural value={data.waiting_in_all} one="# in all" other="# in all" />}>
          <WaitCard waiting={board.waiting} is_search={search !== "" && data.waiting_in_all > 0} onDrop={drop && ((person_id) => drop(person_id, waitlist))} onPick={pick} />
        </Section>
      )}
      {moving && (
        <MoveDialog
          data={data}
          steps={steps}
          person={moving}
          from={found_on(data, steps, trial, moving.id)?.home}
          onMove={(to) => {
            put(moving.id, to);
            set_moving(undefined);
          }}
          onClose={() => set_moving(undefined)}
        />
      )}
      {steps.length > 0 && <EditBar data={data} steps={steps} trial={trial} is_trying={query.isFetching} problem={query.error} onBack={() => set_steps(steps.slice(0, -1))} onDiscard={() => set_steps([])} />}
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
