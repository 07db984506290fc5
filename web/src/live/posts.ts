// Sends the requests that wait on this device, in the order they were made.
import { ApiError, request } from "@/api";
import { dropPost, markRefused, postsOf } from "./outbox";
import { isTransient } from "./put_text";

/** Sends this person's waiting requests. Throws when the connection fails; what the server refuses for good stays, marked with the reason. */
export async function flushPosts(user_id: string, session_id?: string) {
  let sent_count = 0;
  for (const post of await postsOf(user_id)) {
    if (post.refused !== undefined || (session_id !== undefined && post.session_id !== session_id)) continue;
    try {
      await request(post.method ?? "POST", post.path, { body: post.body, idempotencyKey: post.idempotency_key });
      await dropPost(post.id!);
      sent_count++;
    } catch (error) {
      if (isTransient(error)) throw error;
      await markRefused(post, (error as ApiError).message);
    }
  }
  return sent_count;
}
