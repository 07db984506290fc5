import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import ChevronRight from "lucide-react/icons/chevron-right";
import type { AgendaItem, SessionType } from "@/api";
import { Badge, EmptyState } from "@/ui";

/** Every kind of conversation on one screen; what is asked in it unfolds. */
export function SessionTypes({ types }: { types: SessionType[] }) {
  if (types.length === 0) return <EmptyState title={<Trans>The playbook has no kind of conversation.</Trans>} />;
  return (
    <div className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {types.map((type, index) => (
        <SessionTypeEntry key={type.key} type={type} is_open={index === 0} />
      ))}
    </div>
  );
}

function SessionTypeEntry({ type, is_open }: { type: SessionType; is_open: boolean }) {
  const { t } = useLingui();
  const counts: Record<string, string> = { coaching: t`Counts as coaching`, deal_coaching: t`Counts as deal coaching`, peer_coaching: t`Counts as peer coaching`, practice: t`Counts as practice`, never: t`Never counts as coaching`, nothing: t`Never counts as coaching` };
  return (
    <details open={is_open} className="group">
      <summary className="grid cursor-pointer gap-2.5 rounded-xl px-4 py-4 hover:bg-sunken sm:px-5">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <ChevronRight size={16} aria-hidden className="text-faint group-open:rotate-90" />
          <h2 className="title text-lg">{type.name}</h2>
          <span className="tabular mr-auto whitespace-nowrap text-sm text-soft">
            <Plural value={type.minutes} one="# minute" other="# minutes" />
          </span>
          <Badge tone={type.counts_as === "never" || type.counts_as === "nothing" ? "outline" : "accent"}>{counts[type.counts_as] ?? t`Counts as ${type.counts_as.replaceAll("_", " ")}`}</Badge>
        </span>
        <AgendaStrip agenda={type.agenda} />
      </summary>
      <div className="px-4 pb-6 pt-2 sm:px-5">
        {type.agenda.length > 0 ? (
          <ol className="grid gap-4">
            {type.agenda.map((stage) => (
              <Stage key={stage.key} stage={stage} />
            ))}
          </ol>
        ) : (
          <p className="text-sm text-faint">
            <Trans>No set agenda.</Trans>
          </p>
        )}
      </div>
    </details>
  );
}

/** The agenda to scale, as a bar. Its text is the list below it. */
function AgendaStrip({ agenda }: { agenda: AgendaItem[] }) {
  if (agenda.length === 0) return null;
  const total = agenda.reduce((sum, stage) => sum + stage.minutes, 0) || 1;
  let from = 0;
  return (
    <svg viewBox="0 0 600 10" preserveAspectRatio="none" aria-hidden className="h-1.5 w-full">
      {agenda.map((stage, index) => {
        const x = (from / total) * 600;
        from += stage.minutes;
        return <rect key={stage.key} x={x + 1} width={Math.max(1, (stage.minutes / total) * 600 - 2)} height="10" rx="2" className={index === 0 ? "fill-accent" : index % 2 ? "fill-heat-3" : "fill-heat-4"} />;
      })}
    </svg>
  );
}

function Stage({ stage }: { stage: AgendaItem }) {
  const { t } = useLingui();
  const led: Record<string, string> = { rep: t`Rep leads`, manager: t`Manager leads`, both: t`Together` };
  return (
    <li className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-4">
      <span className="tabular text-right text-soft">{plural(stage.minutes, { one: "# min", other: "# min" })}</span>
      <div>
        <h3 className="font-medium">
          {stage.name} <span className="text-sm font-normal text-faint">{led[stage.led_by] ?? stage.led_by}</span>
        </h3>
        {stage.prompts.length > 0 && (
          <ul className="mt-0.5 grid gap-0.5 text-sm text-soft">
            {stage.prompts.map((prompt) => (
              <li key={prompt}>{prompt}</li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
