// Requests of one page, sent one after the other in the order they were made. Each is on this device's disk before it is sent, so that a
// closed tab or a lost connection loses none. What is still being written can be changed until it is on its way.
import { ApiError, request } from "@/api";
import { idempotencyKey } from "./keys";
import type { NoteStatus } from "./note_state";
import { dropPost, keepPost, markRefused, postsOf, queuePost, type QueuedPost } from "./outbox";
import { isTransient } from "./put_text";

export type NewPost = Pick<QueuedPost, "path" | "method" | "body">;

const retry_after_ms = [1_000, 2_000, 4_000, 8_000, 15_000];

export type Send = (post: QueuedPost) => Promise<unknown>;
const send_post: Send = async (post) => (await request(post.method ?? "POST", post.path, { body: post.body, idempotencyKey: post.idempotency_key })).data;

const forget = (on_disk: Waiting["on_disk"]) => on_disk.then((id) => (id === undefined ? undefined : dropPost(id))).catch(() => undefined);

interface Waiting {
  post: QueuedPost;
  /** Its place on the disk, once it has one. */
  on_disk: Promise<number | undefined>;
}

export class PostQueue {
  private m_waiting: Waiting[] = [];
  private m_posts: readonly QueuedPost[] = [];
  private m_sending: Waiting | undefined;
  private m_is_online = true;
  private m_failures = 0;
  private m_timer: ReturnType<typeof setTimeout> | undefined;
  private m_listeners = new Set<() => void>();
  private m_closed = false;

  constructor(
    private readonly user_id: string,
    private readonly session_id: string,
    /** What the server answered to each, as it comes. */
    private readonly onSent: (reply: unknown, post: QueuedPost) => void,
    left: readonly QueuedPost[] = [],
    private readonly send: Send = send_post,
  ) {
    this.m_waiting = left.map((post) => ({ post, on_disk: Promise.resolve(post.id) }));
    this.m_posts = left;
    this.schedule(0);
  }

  /** What an earlier page left on this device for this conversation or ride-along. */
  static left = async (user_id: string, session_id: string) => (await postsOf(user_id)).filter((post) => post.session_id === session_id);

  posts = () => this.m_posts;
  status = (): NoteStatus => {
    if (this.m_posts.some((post) => post.refused !== undefined)) return "refused";
    if (this.m_posts.length === 0) return "saved";
    return this.m_is_online ? "saving" : "offline";
  };
  subscribe = (listener: () => void) => {
    this.m_listeners.add(listener);
    return () => void this.m_listeners.delete(listener);
  };

  /** Queues a request, to be sent after a pause. */
  add(made: NewPost, after_ms = 0) {
    const post: QueuedPost = { ...made, user_id: this.user_id, session_id: this.session_id, idempotency_key: idempotencyKey() };
    this.m_waiting.push({ post, on_disk: queuePost(post).catch(() => undefined) }); // a browser that forbids IndexedDB still has the server
    this.changed();
    this.schedule(after_ms, true);
  }

  /** Changes the last waiting request that fits, unless it is on its way. Returns whether there was one; what was refused is tried anew. */
  amend(fits: (post: QueuedPost) => boolean, body: Record<string, unknown>, after_ms = 0): boolean {
    const found = this.m_waiting.findLast((each) => each !== this.m_sending && fits(each.post));
    if (!found) return false;
    // Another key: with the old one the server would answer what it answered to the old words.
    found.post = { ...found.post, body, idempotency_key: idempotencyKey(), refused: undefined };
    const { post } = found;
    found.on_disk = found.on_disk.then(async (id) => {
      if (id !== undefined && found.post === post) await keepPost({ ...post, id }).catch(() => undefined);
      return id;
    });
    this.changed();
    this.schedule(after_ms, true);
    return true;
  }

  /** Takes back waiting requests that are not on their way. Returns how many. */
  withdraw(fits: (post: QueuedPost) => boolean): number {
    const gone = this.m_waiting.filter((each) => each !== this.m_sending && fits(each.post));
    if (gone.length === 0) return 0;
    this.m_waiting = this.m_waiting.filter((each) => !gone.includes(each));
    for (const { on_disk } of gone) void forget(on_disk);
    this.changed();
    return gone.length;
  }

  /** The connection is back: sends now what waits. */
  retryNow = () => {
    this.m_failures = 0;
    this.schedule(0, true);
  };

  /** Stops sending; what is not on the server stays on this device. */
  close() {
    this.m_closed = true;
    clearTimeout(this.m_timer);
    this.m_listeners.clear();
  }

  /** Resolves when everything that was asked for so far is on this device's disk. */
  settledOnDisk = () => Promise.all(this.m_waiting.map(({ on_disk }) => on_disk));

  private changed() {
    this.m_posts = this.m_waiting.map(({ post }) => post);
    this.m_listeners.forEach((listener) => listener());
  }

  private schedule(after_ms: number, anew = false) {
    if (this.m_closed || this.m_sending || (this.m_timer !== undefined && !anew)) return;
    clearTimeout(this.m_timer);
    this.m_timer = setTimeout(() => {
      this.m_timer = undefined;
      void this.sendNext();
    }, after_ms);
  }

  private async sendNext() {
    const next = this.m_waiting.find(({ post }) => post.refused === undefined);
    if (!next || this.m_closed || this.m_sending) return;
    this.m_sending = next;
    const { post } = next;
    let pause = 0;
    try {
      await next.on_disk;
      const reply = await this.send(post);
      this.m_is_online = true;
      this.m_failures = 0;
      this.m_waiting = this.m_waiting.filter((each) => each !== next);
      this.onSent(reply, post);
      void forget(next.on_disk);
    } catch (error) {
      if (isTransient(error)) {
        this.m_is_online = false;
        pause = retry_after_ms[Math.min(this.m_failures++, retry_after_ms.length - 1)]!;
      } else {
        const reason = (error as ApiError).message;
        next.post = { ...post, refused: reason };
        void next.on_disk.then((id) => (id === undefined ? undefined : markRefused({ ...post, id }, reason))).catch(() => undefined);
      }
    }
    this.m_sending = undefined;
    this.changed();
    if (this.m_waiting.some((each) => each.post.refused === undefined)) this.schedule(pause);
  }
}
