import { useEffect, useState } from "react";

/** Gives the focus back to what had it when this window appeared, once the window is gone and nobody else has taken it. */
export function useReturnFocus() {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      window.setTimeout(() => {
        const is_lost = !document.activeElement || document.activeElement === document.body;
        if (is_lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
      });
    },
    [opener],
  );
}
