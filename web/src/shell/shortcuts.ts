// Keys. Ctrl/Cmd-K always works; single keys (`?`, `g` then a letter) only when the person has not switched them off and is not typing.
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { destinations_of } from "./destinations";
import { useMe } from "./me";
import { show_overlay } from "./palette_state";

export const is_mac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

const sequence_ms = 1200;

/** True when a key press belongs to what is being typed in. */
export function is_typing(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

export function useShortcuts() {
  const me = useMe();
  const router = useRouter();
  useEffect(() => {
    let went_at = 0;
    const on_key = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        show_overlay("palette");
        return;
      }
      const is_single = !event.metaKey && !event.ctrlKey && !event.altKey && me.single_key_shortcuts;
      if (!is_single || is_typing(event.target) || document.querySelector("[role=dialog]:not([aria-modal=false])")) return;
      if (event.key === "?") {
        event.preventDefault();
        show_overlay("shortcuts");
        return;
      }
      if (event.timeStamp - went_at < sequence_ms && went_at > 0) {
        went_at = 0;
        const destination = destinations_of(me).find(({ letter }) => letter === event.key.toLowerCase());
        if (destination) {
          event.preventDefault();
          router.history.push(destination.href);
        }
        return;
      }
      if (event.key === "g") went_at = event.timeStamp;
    };
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [me, router]);
}
