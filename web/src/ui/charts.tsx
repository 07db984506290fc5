// Small charts drawn by hand as SVG with attributes only: no style attributes, so the content security policy holds. Text beside them says the same.
import { cx } from "./cx";

/** How much of a whole; `low`..`high` is the band that is fine, what lies beyond it is drawn as too much. Names itself for screen readers. */
export function Meter({ value, max, low, high, label, text }: { value: number; max: number; low?: number; high?: number; label: string; text: string }) {
  const x = (amount: number) => Math.max(0, Math.min(100, (amount / (max || 1)) * 100));
  const within = high === undefined ? value : Math.min(value, high);
  return (
    <svg role="meter" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max} aria-valuetext={text} viewBox="0 0 100 6" preserveAspectRatio="none" className="h-1.5 w-full overflow-hidden rounded-full">
      <rect width="100" height="6" className="fill-sunken" />
      {low !== undefined && high !== undefined && <rect x={x(low)} width={x(high) - x(low)} height="6" className="fill-line" />}
      <rect width={x(within)} height="6" className="fill-accent" />
      {value > within && <rect x={x(within) + 0.6} width={x(value) - x(within) - 0.6} height="6" className="fill-warn" />}
    </svg>
  );
}

/** A rate between 0 and 1 with its interval as a whisker. */
export function IntervalBar({ value, low, high, className }: { value?: number; low: number; high: number; className?: string }) {
  const x = (share: number) => 2 + Math.max(0, Math.min(1, share)) * 96;
  return (
    <svg viewBox="0 0 100 10" width="100" height="10" aria-hidden className={cx("shrink-0", className)}>
      <line x1="2" x2="98" y1="5" y2="5" className="stroke-line" strokeWidth="1" />
      <line x1={x(low)} x2={x(high)} y1="5" y2="5" className="stroke-accent" strokeWidth="3" strokeLinecap="round" opacity="0.45" />
      {value !== undefined && <circle cx={x(value)} cy="5" r="3.2" className="fill-accent" />}
    </svg>
  );
}

/** A short series; the last point is marked. Gaps (null) stay gaps. */
export function Sparkline({ values, label, width = 96, height = 24 }: { values: (number | null)[]; label: string; width?: number; height?: number }) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const at = (value: number, index: number) => [(index / (values.length - 1)) * (width - 6) + 3, height - 4 - ((value - low) / span) * (height - 8)] as const;
  let pen_up = true;
  const path = values
    .map((value, index) => {
      if (value === null) {
        pen_up = true;
        return "";
      }
      const [x, y] = at(value, index);
      const step = `${pen_up ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen_up = false;
      return step;
    })
    .join("");
  const last = values.findLastIndex((value) => value !== null);
  const [end_x, end_y] = at(values[last] as number, last);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <path d={path} fill="none" className="stroke-soft" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
      <circle cx={end_x} cy={end_y} r="2.5" className="fill-accent" />
    </svg>
  );
}

/** The last few weeks of one rhythm as beats: tall when held, half when short, hollow when excused, a dot when missed. */
export type Beat = "held" | "short" | "excused" | "missed" | "pending";
export function Beats({ beats, label }: { beats: Beat[]; label: string }) {
  const step = 7;
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${beats.length * step} 18`} width={beats.length * step} height="18">
      {beats.map((beat, index) => {
        const x = index * step + 1.5;
        if (beat === "held") return <rect key={index} x={x} y="1" width="4" height="16" rx="2" className="fill-accent" />;
        if (beat === "short") return <rect key={index} x={x} y="9" width="4" height="8" rx="2" className="fill-accent" />;
        if (beat === "excused") return <rect key={index} x={x + 0.5} y="1.5" width="3" height="15" rx="1.5" fill="none" className="stroke-line-strong" strokeWidth="1" />;
        if (beat === "pending") return <rect key={index} x={x + 1} y="14" width="2" height="3" rx="1" className="fill-line" />;
        return <circle key={index} cx={x + 2} cy="15" r="2" className="fill-bad" />;
      })}
    </svg>
  );
}
