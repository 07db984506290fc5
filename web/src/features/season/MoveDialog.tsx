// Sends somebody to another circle without dragging: where they could go, the best places first, each with what it would cost; any other is found by its name or by somebody in it.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState, type FormEvent, type ReactNode } from "react";
import { problem_text } from "@/shell/act";
import { Button, cx, Dialog, Field, FormProblem, Input, Loading } from "@/ui";
import { moved, moves_of, waitlist, type Step } from "./moves";
import { placesQuery, trialQuery } from "./queries";
import { TrialWords } from "./TrialWords";
import type { Place, Proposal } from "./wire";
import { change_text, slot_text } from "./words";

interface MoveDialogProps {
  data: Proposal;
  steps: Step[];
  person: { id: string; name: string };
  /** Where they are as it is saved. */
  from?: number;
  onMove: (to: number) => void;
  onClose: () => void;
}

export function MoveDialog({ data, steps, person, from = waitlist, onMove, onClose }: MoveDialogProps) {
  const { t } = useLingui();
  const [to, set_to] = useState<number>();
  const [typed, set_typed] = useState("");
  const search = useDeferredValue(typed.trim());
  const { id, version } = data.proposal;
  const here = steps.find(({ person_id }) => person_id === person.id)?.to ?? from;
  const places = useQuery(placesQuery(id, version, person.id, moves_of(steps), search));
  const next = to === undefined ? [] : moved(steps, { person_id: person.id, name: person.name, home: from, to });
  const trial = useQuery(trialQuery(id, version, moves_of(next)));
  const choice = (value: number, inside: ReactNode) => <Choice key={value} is_chosen={to === value} onChoose={() => set_to(value)}>{inside}</Choice>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to !== undefined) onMove(to);
  };
  const left_out = (places.data?.found ?? 0) - (places.data?.items.length ?? 0);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Move ${person.name}`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" type="submit" form="move-person" disabled={to === undefined}>
            <Trans>Move</Trans>
          </Button>
        </>
      }
    >
      <form id="move-person" onSubmit={submit} className="grid gap-4">
        <Field label={t`Find a circle or somebody in it`}>
          <Input type="search" autoComplete="off" value={typed} onChange={(event) => set_typed(event.target.value)} />
        </Field>
        <FormProblem text={places.error ? problem_text(places.error) : undefined} />
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 flex w-full justify-between gap-3 text-sm font-medium">
            <Trans>To</Trans>
            <span className="font-normal text-faint">
              <Trans>Cost</Trans>
            </span>
          </legend>
          {places.isPending && <Loading lines={3} />}
          {places.data?.items.map((place) => choice(place.number, <PlaceLine place={place} />))}
          {places.data?.found === 0 && (
            <p className="py-1.5 text-sm text-soft">{search ? <Trans>No circle of that name, and nobody of that name in one.</Trans> : <Trans>There is no other circle.</Trans>}</p>
          )}
          {left_out > 0 && (
            <p className="py-0.5 text-xs text-faint">
              <Plural value={left_out} one="and # more that suits no better: find it by name" other="and # more that suit no better: find them by name" />
            </p>
          )}
          {choice(data.circles_in_all + 1, <span className="font-medium">{t`A new circle`}</span>)}
          {here !== waitlist && choice(waitlist, <span className="font-medium">{t`Waiting`}</span>)}
        </fieldset>
        <div role="status" className="min-h-12 text-sm">
          {trial.error ? <span className="text-bad">{problem_text(trial.error)}</span> : next.length > 0 && trial.data && !trial.isPlaceholderData && <TrialWords trial={trial.data} />}
        </div>
      </form>
    </Dialog>
  );
}

function Choice({ is_chosen, onChoose, children }: { is_chosen: boolean; onChoose: () => void; children: ReactNode }) {
  return (
    <label className={cx("flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border px-3 py-1.5 text-sm", is_chosen ? "border-accent bg-accent-soft" : "border-line hover:bg-sunken")}>
      <input type="radio" name="to" checked={is_chosen} onChange={onChoose} className="size-5 shrink-0 cursor-pointer" />
      <span className="min-w-0 flex-1">{children}</span>
    </label>
  );
}

function PlaceLine({ place: { name, members, slot, change, broken } }: { place: Place }) {
  return (
    <span className="flex items-baseline gap-3">
      <span className="min-w-0 flex-1">
        <span className="font-medium">{name}</span>{" "}
        <span className="tabular text-faint">
          <Plural value={members} one="# member" other="# members" />
          {slot && ` · ${slot_text(slot)}`}
        </span>
        {broken.map(({ rule, words }) => (
          <span key={rule} className="block text-xs text-warn">
            {words}
          </span>
        ))}
      </span>
      <span className={cx("tabular", change > 0 ? "text-soft" : "text-accent-strong")}>{change_text(change)}</span>
    </span>
  );
}
