// Booking a ride-along: in one action from a call that fits, or with other times, or by hand where no calendar knows the call.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { api, ApiError, type PersonRef } from "@/api";
import { instantOf, localMoment, type LocalMoment } from "@/features/session/times";
import { idempotencyKey } from "@/live/keys";
import { problem_text, useAct } from "@/shell/act";
import { useMe } from "@/shell/me";
import { Button, date_time_text, Dialog, DialogClose, Field, FormProblem, Input, local_date, Select, toast } from "@/ui";
import { timesQuery } from "./free_times";
import { TimeChoice } from "./TimeChoice";
import type { Candidate, Format } from "./wire";
import { all_formats, formats } from "./words";

/** What is known already of a ride-along to be booked. */
export interface Booking {
  rep?: PersonRef;
  format?: Format;
  candidate?: Candidate;
}

interface NewRideAlong {
  rep_id: string;
  format: Format;
  call_id?: string;
  starts_at?: string;
  ends_at?: string;
  account?: string;
  pre_brief_at?: string;
  debrief_at?: string;
}

/** Books, says so, and takes it back on demand. */
export function useBook() {
  const { t } = useLingui();
  const me = useMe();
  const client = useQueryClient();
  const refresh = () => Promise.all([["ride-alongs"], ["home"], ["sessions", "list"], ["people"]].map((queryKey) => client.invalidateQueries({ queryKey })));
  const send = async (made: NewRideAlong, rep: PersonRef, starts_at: string) => {
    const booked = await api.post<{ id: string }>("/api/ride-alongs", made, { idempotencyKey: idempotencyKey() });
    const take_back = () =>
      api
        .post(`/api/ride-alongs/${booked.id}/cancel`, { reason: t`Taken back.` }, { idempotencyKey: idempotencyKey() })
        .then(refresh)
        .catch((error: unknown) => toast(problem_text(error), { tone: "bad" }));
    toast(t`Booked with ${rep.name}: ${date_time_text(starts_at, me.time_zone)}. It stands on both calendars.`, { undo: () => void take_back() });
    await refresh();
  };
  const act = useAct<{ made: NewRideAlong; rep: PersonRef; starts_at: string }>({ run: ({ made, rep, starts_at }) => send(made, rep, starts_at) });
  const book = (rep: PersonRef, { call_id, format, call, pre_brief, debrief }: Candidate) =>
    act.mutateAsync({ made: { rep_id: rep.id, format, call_id, pre_brief_at: pre_brief.starts_at, debrief_at: debrief.starts_at }, rep, starts_at: call.starts_at }).then(() => true, () => false);
  return { book, send, is_busy: act.isPending };
}

const nowhere: LocalMoment = { date: "", time: "" };

export function BookDialog({ booking, reps, onClose }: { booking: Booking; reps: PersonRef[]; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const form_id = useId();
  const { candidate } = booking;
  const there = (at?: string) => (at ? localMoment(at, me.time_zone) : nowhere);
  const [rep_id, setRep] = useState(booking.rep?.id ?? "");
  const [format, setFormat] = useState<Format>(candidate?.format ?? booking.format ?? "observe");
  const [account, setAccount] = useState(candidate?.account ?? "");
  const [call, setCall] = useState(candidate ? there(candidate.call.starts_at) : { date: local_date(me.now, me.time_zone), time: "" });
  const [minutes, setMinutes] = useState("45");
  // What somebody chose for this call; without a choice the nearest to it.
  const [chosen, setChosen] = useState<{ pre_brief?: string; debrief?: string }>({ pre_brief: candidate?.pre_brief.starts_at, debrief: candidate?.debrief.starts_at });
  const [problem, setProblem] = useState<string>();
  const [is_busy, setBusy] = useState(false);
  const { send } = useBook();
  const rep = reps.find(({ id }) => id === rep_id) ?? booking.rep;
  const at = (moment: LocalMoment) => (moment.date && moment.time ? instantOf(moment, me.time_zone) : undefined);
  const starts_at = at(call);
  const ends_at = starts_at && new Date(Date.parse(starts_at) + Number(minutes) * 60_000).toISOString().replace(/\.\d{3}Z$/, "Z");
  const which = candidate ? { call_id: candidate.call_id } : starts_at && ends_at && Number(minutes) >= 5 ? { starts_at, ends_at } : undefined;
  const times = useQuery(timesQuery(rep && which && { rep_id: rep.id, format, ...which })).data;
  const pre_brief = chosen.pre_brief ?? times?.pre_briefs[0]?.starts_at;
  const debrief = chosen.debrief ?? times?.debriefs[0]?.starts_at;
  const due = times && date_time_text(times.due_at, me.time_zone);
  const of_call = candidate?.call_id ?? `${rep_id} ${starts_at} ${ends_at}`;
  const anew = () => candidate === undefined && setChosen({}); // another call has other times

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!rep || (!candidate && (!starts_at || account.trim() === ""))) {
      setProblem(t`Say with whom, on which account, and when the call is.`);
      return;
    }
    if (pre_brief === "" || debrief === "") {
      setProblem(t`Say on which day and at what time.`);
      return;
    }
    const call_of = candidate ? { call_id: candidate.call_id } : { starts_at, ends_at, account: account.trim() };
    setBusy(true);
    try {
      await send({ rep_id: rep.id, format, ...call_of, pre_brief_at: pre_brief, debrief_at: debrief }, rep, candidate?.call.starts_at ?? starts_at!);
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiError && error.problem.errors?.length ? error.problem.errors.map(({ detail }) => detail).join(" ") : problem_text(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={candidate ? t`Book ${candidate.account}` : t`Book a ride-along`}
      description={candidate ? date_time_text(candidate.call.starts_at, me.time_zone) : t`For a call that no calendar knows. The free times of both are offered once it is known when the call is.`}
      footer={
        <>
          <DialogClose render={<Button><Trans>Not now</Trans></Button>} />
          <Button type="submit" form={form_id} look="primary" busy={is_busy}>
            <Trans>Book</Trans>
          </Button>
        </>
      }
    >
      <form id={form_id} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <FormProblem text={problem} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={<Trans>With</Trans>}>
            <Select value={rep_id} disabled={candidate !== undefined} onChange={(event) => (setRep(event.target.value), anew())}>
              <option value="">{t`Choose…`}</option>
              {reps.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={<Trans>Format</Trans>}>
            <Select value={format} onChange={(event) => setFormat(event.target.value as Format)}>
              {all_formats.map((each) => (
                <option key={each} value={each}>
                  {i18n._(formats[each].name)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {!candidate && (
          <>
            <Field label={<Trans>Account</Trans>}>
              <Input value={account} maxLength={200} onChange={(event) => setAccount(event.target.value)} />
            </Field>
            <div className="grid gap-4 sm:grid-cols-3">
              <Moment day={t`Day of the call`} time={t`Time`} value={call} onChange={(moment) => (setCall(moment), anew())} />
              <Field label={<Trans>Minutes</Trans>}>
                <Input type="number" min={5} max={480} value={minutes} onChange={(event) => (setMinutes(event.target.value), anew())} />
              </Field>
            </div>
          </>
        )}
        <TimeChoice
          key={`before ${of_call}`}
          legend={format === "reverse" ? <Trans>Reverse session</Trans> : <Trans>Pre-brief</Trans>}
          hint={times && times.pre_briefs.length === 0 ? t`Before this call the two of you are never free together. Pick a time yourself.` : t`Before the call, when you are both free.`}
          day_label={t`Pre-brief, day`}
          time_label={t`Pre-brief, time`}
          times={times?.pre_briefs}
          value={pre_brief}
          onChange={(each) => setChosen((now) => ({ ...now, pre_brief: each }))}
        />
        <TimeChoice
          key={`after ${of_call}`}
          legend={<Trans>Debrief</Trans>}
          hint={!times ? t`Within 24 hours of the call, weekends and holidays aside.` : times.debriefs.length === 0 ? t`By ${due} the two of you are never free together. Pick a time yourself.` : t`By ${due}: 24 hours after the call, weekends and holidays aside.`}
          day_label={t`Debrief, day`}
          time_label={t`Debrief, time`}
          times={times?.debriefs}
          value={debrief}
          onChange={(each) => setChosen((now) => ({ ...now, debrief: each }))}
        />
      </form>
    </Dialog>
  );
}

/** A day and a time, on the viewer's clock. */
function Moment({ day, time, value, onChange }: { day: string; time: string; value: LocalMoment; onChange: (value: LocalMoment) => void }) {
  return (
    <>
      <Field label={day}>
        <Input type="date" value={value.date} onChange={(event) => onChange({ ...value, date: event.target.value })} />
      </Field>
      <Field label={time}>
        <Input type="time" step={300} value={value.time} onChange={(event) => onChange({ ...value, time: event.target.value })} />
      </Field>
    </>
  );
}
