// Whether the command palette or the shortcut sheet is open. Outside React, so that any button and any key can open them.
import { useSyncExternalStore } from "react";

export type Overlay = "palette" | "shortcuts" | null;
let overlay: Overlay = null;
const listeners = new Set<() => void>();

export function show_overlay(next: Overlay) {
  overlay = next;
  listeners.forEach((listener) => listener());
}
export const open_palette = () => show_overlay("palette");

export function useOverlay() {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => overlay,
  );
}
