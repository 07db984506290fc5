// One circle of a proposal: who, when, what it costs, what it breaks.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { Badge, cx, number_text } from "@/ui";
import { useDrop } from "./drag";
import { MemberLine } from "./MemberLine";
import type { BoardCircle } from "./moves";
import { slot_text, zone_name } from "./words";

export interface CircleCardProps {
  board: BoardCircle;
  onDrop?: (person_id: string, to: number) => void;
  onPick?: (person: { id: string; name: string }) => void;
}

export function CircleCard({ board: { circle, members, is_touched, is_new }, onDrop, onPick }: CircleCardProps) {
  const { t } = useLingui();
  const { is_over, place } = useDrop(onDrop && ((person_id) => onDrop(person_id, circle.number)));
  const name = is_new ? circle.name || t`A new circle` : circle.name;
  return (
    <li {...place} aria-label={name} className={cx("grid content-start gap-2 rounded-xl border bg-surface p-4 shadow-raised", is_over ? "border-accent bg-accent-soft" : circle.broken.length > 0 ? "border-warn" : is_touched ? "border-line-strong" : "border-line")}>
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-semibold">{name}</h3>
        <span className="tabular text-sm text-faint whitespace-nowrap">{t`Cost ${number_text(circle.cost)}`}</span>
      </div>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
        {circle.form === "cross" && <Badge>{circle.held_by_name}</Badge>}
        {circle.slot ? (
          <span className="tabular" title={zone_name(circle.slot.time_zone)}>
            {slot_text(circle.slot)} · <Plural value={circle.slot.common_starts} one="# hour fits all" other="# hours fit all" />
          </span>
        ) : (
          <span className="text-warn">
            <Trans>No hour fits all</Trans>
          </span>
        )}
      </p>
      <ul className="grid">
        {members.map((member) => (
          <MemberLine key={member.person.id} member={member} onPick={onPick} />
        ))}
      </ul>
      {circle.broken.map(({ rule, words }) => (
        <p key={rule} className="flex items-start gap-1.5 text-xs text-warn">
          <TriangleAlert size={13} aria-hidden className="mt-0.5 shrink-0" />
          {words}
        </p>
      ))}
      {circle.remarks.map((remark) => (
        <p key={remark} className="text-xs text-faint">
          {remark}
        </p>
      ))}
    </li>
  );
}
