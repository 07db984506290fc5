import type { ReactNode } from "react";
import { cx } from "./cx";

export type Tone = "plain" | "accent" | "warn" | "bad" | "outline";

const tones: Record<Tone, string> = {
  plain: "bg-sunken text-soft",
  accent: "bg-accent-soft text-accent-strong",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  outline: "border border-line text-soft",
};

export function Badge({ tone = "plain", icon, className, children }: { tone?: Tone; icon?: ReactNode; className?: string; children: ReactNode }) {
  return <span className={cx("inline-flex min-h-5.5 max-w-full items-center gap-1 overflow-hidden rounded-full px-2 text-xs font-medium whitespace-nowrap", tones[tone], className)}>{icon}{children}</span>;
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="inline-flex min-w-5.5 shrink-0 items-center justify-center rounded border border-line bg-sunken px-1 font-sans text-xs text-soft">{children}</kbd>;
}
