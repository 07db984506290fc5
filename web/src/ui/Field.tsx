// A labelled control with its hint and its error, wired together for assistive technology.
import { Trans } from "@lingui/react/macro";
import { createContext, useContext, useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import { cx } from "./cx";

interface FieldWiring {
  id: string;
  described_by?: string;
  invalid: boolean;
}
const FieldContext = createContext<FieldWiring | null>(null);

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: boolean;
  /** The label stays for screen readers but is not shown. */
  hide_label?: boolean;
  className?: string;
  children: ReactNode;
}

export function Field({ label, hint, error, optional = false, hide_label = false, className, children }: FieldProps) {
  const id = useId();
  const hint_id = hint ? `${id}-hint` : undefined;
  const error_id = error ? `${id}-error` : undefined;
  const described_by = [error_id, hint_id].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext value={{ id, described_by, invalid: Boolean(error) }}>
      <div className={cx("grid gap-1.5", className)}>
        <label htmlFor={id} className={hide_label ? "sr-only" : "text-sm font-medium text-ink"}>
          {label}
          {optional && (
            <span className="ml-1.5 font-normal text-faint">
              <Trans>optional</Trans>
            </span>
          )}
        </label>
        {children}
        {error && (
          <p id={error_id} className="text-sm text-bad">
            {error}
          </p>
        )}
        {hint && (
          <p id={hint_id} className="text-sm text-faint">
            {hint}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

const control =
  "w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-faint aria-invalid:border-bad disabled:opacity-60";

function useWiring(id?: string) {
  const field = useContext(FieldContext);
  return { id: id ?? field?.id, "aria-describedby": field?.described_by, "aria-invalid": field?.invalid || undefined };
}

export function Input({ className, id, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input className={cx(control, "h-10", className)} {...useWiring(id)} {...rest} />;
}

export function Textarea({ className, id, rows = 4, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea rows={rows} className={cx(control, "py-2", className)} {...useWiring(id)} {...rest} />;
}

/** The browser's own select: right on every phone and for every screen reader. */
export function Select({ className, id, children, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return (
    <select className={cx(control, "h-10 pr-2", className)} {...useWiring(id)} {...rest}>
      {children}
    </select>
  );
}

export interface CheckProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  label: ReactNode;
  hint?: ReactNode;
  look?: "check" | "switch";
  ref?: Ref<HTMLInputElement>;
}

/** A check box, or a switch when the change takes effect at once. */
export function Check({ label, hint, look = "check", className, ...rest }: CheckProps) {
  const id = useId();
  return (
    <div className={cx("flex items-start gap-2.5", className)}>
      <input
        type="checkbox"
        id={id}
        role={look === "switch" ? "switch" : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={
          look === "switch"
            ? "switch"
            : "mt-0.5 size-6 shrink-0 cursor-pointer sm:size-5"
        }
        {...rest}
      />
      <div>
        <label htmlFor={id} className="cursor-pointer font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-faint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
