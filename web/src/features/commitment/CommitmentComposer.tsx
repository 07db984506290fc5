// The rep's next commitment, in the rep's words. The hint about behaviours and outcomes comes while typing and never stands in the way.
import { Trans, useLingui } from "@lingui/react/macro";
import Lightbulb from "lucide-react/icons/lightbulb";
import Check from "lucide-react/icons/check";
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { api, type CommitmentHint } from "@/api";
import { useIndicators } from "@/features/session/playbook_names";
import { Button, Field, Input, Select, Textarea } from "@/ui";
import { HintWatch } from "./hint_watch";
import { NamedDeals } from "./NamedDeals";
import type { NewCommitment } from "./use_commitments";

export interface CommitmentComposerProps {
  rep_id: string;
  rep_name: string;
  is_rep: boolean;
  /** Where nothing else is said: the next session's day. */
  default_due_on?: string;
  /** False where it is bound to no deals. */
  names_deals?: boolean;
  onAdd: (commitment: NewCommitment) => Promise<boolean>;
}

export function useHint(text: string) {
  const [hint, setHint] = useState<CommitmentHint>();
  const watch = useRef<HintWatch>(undefined);
  useEffect(() => {
    watch.current = new HintWatch((asked, signal) => api.post<CommitmentHint>("/api/commitment-hint", { text: asked }, { signal }), setHint);
    return () => watch.current?.stop();
  }, []);
  useEffect(() => watch.current?.typed(text), [text]);
  return hint;
}

export function CommitmentComposer({ rep_id, rep_name, is_rep, default_due_on, names_deals = true, onAdd }: CommitmentComposerProps) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [due_on, setDueOn] = useState<string>();
  const [indicator, setIndicator] = useState("");
  const [opportunities, setOpportunities] = useState<string[]>([]);
  const [is_busy, setBusy] = useState(false);
  const hint = useHint(text);
  const indicators = useIndicators();
  const hint_id = useId();
  const box = useRef<HTMLTextAreaElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || is_busy) return;
    setBusy(true);
    const done = await onAdd({ text: text.trim(), due_on: due_on ?? default_due_on, indicator: indicator || undefined, opportunities: opportunities.length > 0 ? opportunities : undefined });
    setBusy(false);
    if (!done) return;
    setText("");
    setIndicator("");
    setOpportunities([]);
    setDueOn(undefined);
    box.current?.focus();
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-3">
      <Field label={is_rep ? t`What will you do, in your own words?` : t`What will ${rep_name} do? Write it as ${rep_name} says it.`}>
        <Textarea
          ref={box}
          rows={3}
          maxLength={500}
          value={text}
          aria-describedby={hint ? hint_id : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && (event.metaKey || event.ctrlKey) && void submit(event)}
          placeholder={t`I will ask … on every … this week.`}
          className="said"
        />
      </Field>
      <div id={hint_id} role="status" className="text-sm empty:hidden">
        {hint && <Hint hint={hint} />}
      </div>
      {names_deals && <NamedDeals rep_id={rep_id} chosen={opportunities} onChange={setOpportunities} />}
      <div className="grid gap-3 sm:grid-cols-[11rem_1fr_auto] sm:items-end">
        <Field label={<Trans>By</Trans>}>
          <Input type="date" value={due_on ?? default_due_on ?? ""} onChange={(event) => setDueOn(event.target.value || undefined)} />
        </Field>
        <Field label={<Trans>How will we know?</Trans>} optional>
          <Select value={indicator} onChange={(event) => setIndicator(event.target.value)}>
            <option value="">{t`We will tell each other`}</option>
            {indicators.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" look="primary" busy={is_busy} disabled={text.trim() === ""} className="min-h-10">
          <Trans>Commit</Trans>
        </Button>
      </div>
    </form>
  );
}

function Hint({ hint }: { hint: CommitmentHint }) {
  if (hint.kind === "behaviour")
    return (
      <p className="flex items-start gap-2 text-accent-strong">
        <Check size={16} aria-hidden className="mt-0.5 shrink-0" />
        <Trans>That is something you do, and somebody could see it happen.</Trans>
      </p>
    );
  if (!hint.hint) return null;
  return (
    <p className="flex items-start gap-2 text-warn">
      <Lightbulb size={16} aria-hidden className="mt-0.5 shrink-0" />
      <span>{hint.hint}</span>
    </p>
  );
}
