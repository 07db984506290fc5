// Adding and withdrawing commitments of a running conversation. What is added without a connection waits on this device and is sent in order.
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { api, ApiError, type Conversation } from "@/api";
import { flushPosts } from "@/live/posts";
import { isTransient } from "@/live/put_text";
import { idempotencyKey } from "@/live/keys";
import { dropPost, postsOf, queuePost, type QueuedPost } from "@/live/outbox";
import { conversationKey } from "@/features/session/use_conversation";
import { problem_text } from "@/shell/act";
import { useMe } from "@/shell/me";
import { toast } from "@/ui";

export interface NewCommitment {
  text: string;
  due_on?: string;
  indicator?: string;
  opportunities?: string[];
}

export function useCommitments(conversation: Conversation) {
  const me = useMe();
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<QueuedPost[]>([]);
  const { id } = conversation;
  const path = `/api/sessions/${id}/commitments`;

  const reload = useCallback(() => client.invalidateQueries({ queryKey: conversationKey(id), exact: true }), [client, id]);
  const look = useCallback(async () => {
    const posts = await postsOf(me.user_id).catch(() => []);
    setWaiting(posts.filter((post) => post.session_id === id));
  }, [me.user_id, id]);

  const send = useCallback(async () => {
    const sent = await flushPosts(me.user_id, id).catch(() => 0);
    await look();
    if (sent > 0) await reload();
  }, [me.user_id, id, look, reload]);

  useEffect(() => {
    void send();
    const online = () => void send();
    window.addEventListener("online", online);
    const again = window.setInterval(() => void postsOf(me.user_id).then((posts) => (posts.length > 0 ? send() : undefined), () => undefined), 10_000);
    return () => {
      window.removeEventListener("online", online);
      window.clearInterval(again);
    };
  }, [send, me.user_id]);

  const add = async (commitment: NewCommitment): Promise<boolean> => {
    const key = idempotencyKey();
    try {
      await api.post(path, commitment, { idempotencyKey: key });
      await reload();
      return true;
    } catch (error) {
      if (!isTransient(error)) {
        toast(error instanceof ApiError ? error.message : problem_text(error), { tone: "bad" });
        return false;
      }
      await queuePost({ user_id: me.user_id, session_id: id, path, body: { ...commitment }, idempotency_key: key });
      await look();
      return true;
    }
  };

  const withdraw = async (commitment: Conversation["commitments"][number]) => {
    const key = conversationKey(id);
    const known = client.getQueryData<Conversation>(key);
    client.setQueryData<Conversation>(key, (now) => now && { ...now, commitments: now.commitments.filter((each) => each.id !== commitment.id) });
    try {
      await api.delete(`${path}/${commitment.id}`);
      const { text, due_on, indicator, opportunities } = commitment;
      toast(t`Commitment withdrawn.`, { undo: () => void add({ text, due_on, indicator, opportunities }) });
    } catch (error) {
      client.setQueryData(key, known);
      toast(problem_text(error), { tone: "bad" });
    }
    await reload();
  };

  const forget = async (post: QueuedPost) => {
    await dropPost(post.id!);
    await look();
  };

  return { waiting, add, withdraw, forget };
}
