// The rep's numbers for this conversation: sent with it, or asked for on their own.
import { useQuery } from "@tanstack/react-query";
import { signalsQuery, type Signals } from "@/api";
import { useConversation } from "./use_conversation";

export function useSignals(): Signals | undefined {
  const { conversation } = useConversation();
  const own = useQuery({ ...signalsQuery(conversation.rep.id), enabled: conversation.signals === undefined, staleTime: 300_000, retry: false });
  return conversation.signals ?? own.data;
}
