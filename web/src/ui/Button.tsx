import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "normal" | "large";

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-lg font-medium whitespace-nowrap select-none turns disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50 cursor-pointer";
const looks: Record<ButtonLook, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "bg-surface text-ink border border-line hover:bg-sunken",
  quiet: "text-soft hover:text-ink hover:bg-sunken",
  danger: "bg-surface text-bad border border-line hover:bg-bad-soft",
};
const sizes: Record<ButtonSize, string> = {
  small: "min-h-7 px-2.5 text-sm",
  normal: "min-h-9 px-3.5 text-sm",
  large: "min-h-11 px-5 text-base",
};

export function buttonClass(look: ButtonLook = "secondary", size: ButtonSize = "normal", className?: string) {
  return cx(base, looks[look], sizes[size], className);
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  size?: ButtonSize;
  /** Work is under way: the button keeps its place and its name, and cannot be pressed twice. */
  busy?: boolean;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look, size, busy = false, icon, className, children, disabled, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} className={buttonClass(look, size, className)} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export function Spinner() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden className="animate-spin">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.25" />
      <path d="M14 8a6 6 0 0 0-6-6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  /** What it does; its accessible name and its tooltip. */
  label: string;
  icon: ReactNode;
}

export function IconButton({ label, icon, size = "normal", look = "quiet", className, ...rest }: IconButtonProps) {
  return (
    <Button look={look} size={size} aria-label={label} title={label} className={cx(size === "small" ? "w-7 !px-0" : "w-9 !px-0", className)} {...rest}>
      {icon}
    </Button>
  );
}
