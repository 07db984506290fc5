// A person on the board: dragged by the mouse, or chosen and then sent somewhere.
import { useLingui } from "@lingui/react/macro";
import GripVertical from "lucide-react/icons/grip-vertical";
import { cx } from "@/ui";
import { dragged } from "./drag";
import type { Member } from "./wire";
import { months_text } from "./words";

export function MemberLine({ member, onPick }: { member: Member & { is_moved: boolean }; onPick?: (person: { id: string; name: string }) => void }) {
  const { t } = useLingui();
  const { person, role, segment, manager, tenure_months, is_certified, is_moved } = member;
  const detail = [role, segment.replaceAll("_", " "), tenure_months > 0 ? months_text(tenure_months) : "", manager?.name ?? ""].filter(Boolean).join(" · ");
  const inside = (
    <span className="min-w-0">
      <span className="block truncate text-sm font-medium">
        {person.name}
        {is_certified && (
          <span title={t`May facilitate`} className="ml-1.5 text-accent">
            <span aria-hidden>◆</span>
            <span className="sr-only">{t`May facilitate`}</span>
          </span>
        )}
      </span>
      <span className="block truncate text-xs text-faint">{detail}</span>
    </span>
  );
  const look = cx("flex min-h-10 w-full items-center gap-1 rounded-lg px-1.5 py-1 text-left", is_moved && "bg-accent-soft");
  return (
    <li>
      {onPick ? (
        <button type="button" {...dragged(person.id)} onClick={() => onPick(person)} className={cx(look, "cursor-grab hover:bg-sunken")}>
          <GripVertical size={14} aria-hidden className="shrink-0 text-faint" />
          {inside}
          <span className="sr-only">{t`Move`}</span>
        </button>
      ) : (
        <div className={look}>{inside}</div>
      )}
    </li>
  );
}
