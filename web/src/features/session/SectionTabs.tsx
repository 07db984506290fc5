// On a phone the conversation's parts are four tabs within reach of the thumb; they take the place of the application's own bar.
import { useLingui } from "@lingui/react/macro";
import ChartNoAxesColumn from "lucide-react/icons/chart-no-axes-column";
import Handshake from "lucide-react/icons/handshake";
import ListOrdered from "lucide-react/icons/list-ordered";
import NotebookPen from "lucide-react/icons/notebook-pen";
import { cx } from "@/ui";

export type Part = "agenda" | "notes" | "evidence" | "commitment";

export function SectionTabs({ part, onPart }: { part: Part; onPart: (part: Part) => void }) {
  const { t } = useLingui();
  const tabs = [
    { key: "agenda", label: t`Agenda`, icon: ListOrdered },
    { key: "notes", label: t`Notes`, icon: NotebookPen },
    { key: "evidence", label: t`Evidence`, icon: ChartNoAxesColumn },
    { key: "commitment", label: t`Commitment`, icon: Handshake },
  ] as const;
  return (
    <nav aria-label={t`Parts of the conversation`} data-own-bottom-bar className="no-print fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
      {tabs.map(({ key, label, icon: Icon }) => (
        <button
          key={key}
          type="button"
          aria-pressed={part === key}
          onClick={() => onPart(key)}
          className={cx("flex min-h-14 min-w-0 flex-1 cursor-pointer flex-col items-center justify-center gap-0.5 px-0.5 text-xs font-medium focus-visible:-outline-offset-2", part === key ? "text-accent" : "text-soft")}
        >
          <Icon size={20} aria-hidden />
          <span className="max-w-full truncate">{label}</span>
        </button>
      ))}
    </nav>
  );
}
