// Leaving: what still waits on this device is sent first, and without a network nobody is signed out, nor told so.
import type { QueryClient } from "@tanstack/react-query";
import { api } from "@/api";
import { flushBeforeSignOut } from "@/live/use_outbox";
import { toast } from "@/ui/Toast";
import { problem_text } from "./act";

export async function sign_out(user_id: string, client: QueryClient, go: (href: string) => void) {
  try {
    await flushBeforeSignOut(user_id);
    await api.post("/api/sign-out");
    client.clear();
    go("/sign-in");
  } catch (error) {
    toast(problem_text(error), { tone: "bad" });
  }
}
