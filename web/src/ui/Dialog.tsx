// A modal window, or with side="right" a drawer. Focus moves in, stays in, and returns to what opened it.
import { Dialog as Base } from "@base-ui/react/dialog";
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import type { ReactElement, ReactNode, RefObject } from "react";
import { IconButton } from "./Button";
import { cx } from "./cx";
import { useReturnFocus } from "./return_focus";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, at the end of the window. */
  footer?: ReactNode;
  side?: "centre" | "right";
  wide?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
}

export function Dialog({ open, onOpenChange, title, description, children, footer, side = "centre", wide = false, initialFocus }: DialogProps) {
  const { t } = useLingui();
  useReturnFocus();
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.2_0.01_75/0.38)] fades" />
        <Base.Popup
          initialFocus={initialFocus}
          className={cx(
            "fixed z-50 flex flex-col bg-surface text-ink shadow-float outline-none fades",
            side === "right"
              ? "inset-y-0 right-0 w-full max-w-lg border-l border-line data-[ending-style]:translate-x-4 data-[starting-style]:translate-x-4"
              : cx(
                  "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-2xl border border-line sm:inset-x-auto sm:bottom-auto sm:left-1/2 sm:top-[12dvh] sm:max-h-[76dvh] sm:-translate-x-1/2 sm:rounded-2xl",
                  wide ? "sm:w-[min(46rem,calc(100vw-2rem))]" : "sm:w-[min(30rem,calc(100vw-2rem))]",
                ),
          )}
        >
          <div className="pb-2 pl-5 pr-14 pt-4">
            <Base.Title className="title text-xl">{title}</Base.Title>
            {description && <Base.Description className="mt-0.5 text-sm text-soft">{description}</Base.Description>}
          </div>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5 pt-1">{children}</div>}
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5">{footer}</div>}
          {/* Last in the order of focus, so that a window opens on its first field. */}
          <Base.Close render={<IconButton label={t`Close`} icon={<X size={18} aria-hidden />} className="absolute right-3 top-3" />} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A button that closes the dialog around it. */
export function DialogClose({ render }: { render: ReactElement<Record<string, unknown>> }) {
  return <Base.Close render={render} />;
}
