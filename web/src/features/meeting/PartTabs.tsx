// On a phone the hour's parts are four tabs; they take the place of the application's own bar.
import { useLingui } from "@lingui/react/macro";
import ListOrdered from "lucide-react/icons/list-ordered";
import MessageCircle from "lucide-react/icons/message-circle";
import Mic from "lucide-react/icons/mic";
import Timer from "lucide-react/icons/timer";
import { useEffect, useState } from "react";
import { cx } from "@/ui";

export type Part = "now" | "floor" | "chat" | "agenda";

/** `unread`: how many messages there are; those that came while another part was open are marked. */
export function PartTabs({ part, onPart, unread }: { part: Part; onPart: (part: Part) => void; unread: number }) {
  const { t } = useLingui();
  const [seen, set_seen] = useState(unread);
  useEffect(() => {
    if (part === "chat") set_seen(unread);
  }, [part, unread]);
  const fresh = part === "chat" ? 0 : Math.max(0, unread - seen);
  const tabs = [
    { key: "now", label: t`Now`, icon: Timer },
    { key: "floor", label: t`Floor`, icon: Mic },
    { key: "chat", label: fresh > 0 ? t`Chat (${fresh})` : t`Chat`, icon: MessageCircle },
    { key: "agenda", label: t`Agenda`, icon: ListOrdered },
  ] as const;
  return (
    <nav aria-label={t`Parts of the session`} data-own-bottom-bar className="no-print fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
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
