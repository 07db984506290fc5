import type { PersonRef } from "@/api";
import { cx } from "./cx";
import { Link } from "./Link";

export function initials(name: string) {
  const words = name.trim().split(/\s+/);
  return `${words[0]?.[0] ?? ""}${words.length > 1 ? (words.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
}

export function Initials({ name, size = "normal" }: { name: string; size?: "small" | "normal" | "large" }) {
  return (
    <span aria-hidden className={cx("inline-flex shrink-0 items-center justify-center rounded-full border border-line bg-surface font-medium text-soft select-none", { small: "size-6 text-[0.625rem]", normal: "size-8 text-xs", large: "size-14 text-lg" }[size])}>
      {initials(name)}
    </span>
  );
}

export interface PersonChipProps {
  person: PersonRef;
  /** A second line: role, team. */
  detail?: string;
  size?: "small" | "normal";
  link?: boolean;
}

/** A person by name, leading to their page. */
export function PersonChip({ person, detail, size = "normal", link = true }: PersonChipProps) {
  const inside = (
    <>
      <Initials name={person.name} size={size} />
      <span className="min-w-0">
        <span className={cx("block font-medium", link && "group-hover:underline underline-offset-3")}>{person.name}</span>
        {detail && <span className="block text-xs text-faint">{detail}</span>}
      </span>
    </>
  );
  const className = "group inline-flex min-h-6 min-w-0 max-w-full items-center gap-2 rounded-lg align-middle";
  return link ? (
    <Link href={`/people/${person.id}`} look="plain" className={className}>
      {inside}
    </Link>
  ) : (
    <span className={className}>{inside}</span>
  );
}
