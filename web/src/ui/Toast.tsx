// Short messages at the foot of the window, announced to screen readers. With `undo` they stay at least ten seconds.
import { Toast as Base } from "@base-ui/react/toast";
import { Trans, useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { IconButton } from "./Button";
import { cx } from "./cx";

const manager = Base.createToastManager();

export interface ToastOptions {
  tone?: "plain" | "bad";
  /** Takes the act back. */
  undo?: () => void;
}

/** Says something; callable from anywhere, also outside React. */
export function toast(text: string, { tone = "plain", undo }: ToastOptions = {}) {
  const id = manager.add({
    title: text,
    type: tone,
    priority: tone === "bad" ? "high" : "low",
    timeout: undo ? 12_000 : tone === "bad" ? 10_000 : 5_000,
    actionProps: undo && {
      children: <Trans>Undo</Trans>,
      onClick: () => {
        manager.close(id);
        undo();
      },
    },
  });
  return id;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="no-print fixed bottom-20 [body:has([data-own-bottom-bar])_&]:bottom-34 left-1/2 z-60 flex w-[min(26rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col gap-2 lg:!bottom-6">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { t } = useLingui();
  const { toasts } = Base.useToastManager();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      className={cx(
        "flex items-center gap-2 rounded-xl border bg-surface py-1.5 pl-4 pr-1.5 text-sm text-ink shadow-float fades data-[ending-style]:translate-y-2 data-[starting-style]:translate-y-2",
        item.type === "bad" ? "border-bad" : "border-line",
      )}
    >
      <Base.Content className="flex min-w-0 flex-1 items-center gap-2">
        <Base.Title render={<p />} className="min-w-0 flex-1 py-1.5" />
        {item.actionProps && <Base.Action className="min-h-8 cursor-pointer rounded-lg px-2.5 font-semibold text-accent hover:bg-sunken" />}
        <Base.Close render={<IconButton size="small" label={t`Dismiss`} icon={<X size={15} aria-hidden />} />} />
      </Base.Content>
    </Base.Root>
  ));
}
