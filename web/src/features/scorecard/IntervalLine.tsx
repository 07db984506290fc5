// A number with its 95 % interval on a line of its own; the number beside those of others as a hollow ring below it. Drawn, and said beside it.
import { cx } from "@/ui/cx";
import type { Value } from "./scorecard";

export function IntervalLine({ value, most = 1, className }: { value: Value; most?: number; className?: string }) {
  const { low, high, compared, compared_low, compared_high } = value;
  const x = (amount: number) => 5 + Math.max(0, Math.min(1, amount / most)) * 190; // a dot at either end stays whole
  const has_interval = typeof low === "number" && typeof high === "number";
  const is_compared = typeof compared === "number" && typeof compared_low === "number" && typeof compared_high === "number";
  if (typeof value.value !== "number") return null;
  return (
    <svg viewBox={`0 0 200 ${is_compared ? 22 : 12}`} aria-hidden className={cx("h-auto w-full max-w-72", className)}>
      <line x1="5" x2="195" y1="6" y2="6" className="stroke-line" strokeWidth="1" />
      {[0, 0.5, 1].map((tick) => (
        <line key={tick} x1={x(tick * most)} x2={x(tick * most)} y1="3.5" y2="8.5" className="stroke-line" strokeWidth="1" />
      ))}
      {has_interval && <line x1={x(low)} x2={x(high)} y1="6" y2="6" className="stroke-accent" strokeWidth="4" strokeLinecap="round" opacity="0.4" />}
      <circle cx={x(value.value)} cy="6" r="3.6" className="fill-accent" />
      {is_compared && (
        <>
          <line x1={x(compared_low)} x2={x(compared_high)} y1="17" y2="17" className="stroke-line-strong" strokeWidth="2" strokeLinecap="round" opacity="0.5" />
          <circle cx={x(compared)} cy="17" r="3" className="fill-surface stroke-line-strong" strokeWidth="1.5" />
        </>
      )}
    </svg>
  );
}
