// What an owner does with a commitment made in a circle: says what became of it, takes it into their next 1:1.
import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { api } from "@/api";
import { idempotencyKey } from "@/live/keys";
import { useAct } from "@/shell/act";
import { told_of_in } from "./queries";
import type { CircleCommitment, CommitmentOutcome, Meeting, MeetingChanged, Room } from "./wire";

interface Call {
  commitment: CircleCommitment;
  verb: "outcome" | "carry";
  body: Record<string, unknown>;
  says?: string;
  /** What it will look like, shown before it is read again. */
  ahead?: Partial<CircleCommitment>;
}

const changed = (all: readonly CircleCommitment[], { commitment, ahead }: Call) => all.map((each) => (each.id === commitment.id ? { ...each, ...ahead } : each));

export function useCommitments() {
  const act = useAct<Call, MeetingChanged>({
    run: ({ commitment, verb, body }) => api.post<MeetingChanged>(`/api/circle-commitments/${commitment.id}/${verb}`, body, { idempotencyKey: idempotencyKey() }),
    optimistic: (client, call) => {
      client.setQueriesData<Meeting>({ queryKey: ["circle-meetings"] }, (known) => known && { ...known, check_in: changed(known.check_in, call), commitments: changed(known.commitments, call) });
      client.setQueriesData<Room>({ queryKey: ["circle-room"] }, (known) => known && { ...known, commitments: changed(known.commitments, call) });
      return () => void Promise.all([["circle-meetings"], ["circle-room"]].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    says: (_result, { says }) => says ?? "",
    refreshes: [...told_of_in, ["circle-meetings"]],
  });
  const { mutateAsync, isPending } = act;
  return useMemo(() => {
    const perform = (call: Call) => mutateAsync(call).then(() => true, () => false);
    return {
      outcome: (commitment: CircleCommitment, outcome: CommitmentOutcome, note?: string) => perform({ commitment, verb: "outcome", body: { outcome, note }, ahead: { outcome, outcome_note: note } }),
      carry: (commitment: CircleCommitment) => perform({ commitment, verb: "carry", body: {}, says: t`Your manager will see this one commitment in your next 1:1, and nothing else of the circle.` }),
      is_busy: isPending,
    };
  }, [mutateAsync, isPending]);
}
