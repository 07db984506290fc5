// Who has no place, with the rule that keeps each out of every circle with room.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx } from "@/ui";
import { dragged, useDrop } from "./drag";
import type { Board } from "./moves";

export function WaitCard({ waiting, is_search, onDrop, onPick }: { waiting: Board["waiting"]; is_search: boolean; onDrop?: (person_id: string) => void; onPick?: (person: { id: string; name: string }) => void }) {
  const { t } = useLingui();
  const { is_over, place } = useDrop(onDrop);
  return (
    <div {...place} className={cx("rounded-xl border border-dashed px-3 py-2.5", is_over ? "border-accent bg-accent-soft" : "border-line")}>
      {waiting.length === 0 ? (
        <p className="py-2 text-center text-sm text-faint">
          {is_search ? <Trans>Nobody of that name waits.</Trans> : <Trans>Everybody has a place.</Trans>}
        </p>
      ) : (
        <ul aria-label={t`Waiting`} className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {waiting.map(({ person, role, words, is_moved }) => (
            <li key={person.id} className={cx("rounded-lg px-2 py-1.5 text-sm", is_moved && "bg-accent-soft")}>
              {onPick ? (
                <button type="button" {...dragged(person.id)} onClick={() => onPick(person)} className="min-h-6 cursor-grab rounded-sm text-left font-medium hover:underline">
                  {person.name}
                  <span className="sr-only"> {t`Move`}</span>
                </button>
              ) : (
                <span className="font-medium">{person.name}</span>
              )}
              <span className="ml-1.5 text-faint">{role}</span>
              {words && <span className="block text-xs text-soft">{words}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
