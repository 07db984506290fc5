// The one way to the server: same-origin JSON over fetch, problem+json errors as ApiError, ETags kept beside the data.
import type { Problem } from "./types";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
  }
  get code() {
    return this.problem.code;
  }
  /** True when trying again with the same request may succeed: the network or the server failed, not the request. */
  get is_transient() {
    return this.status === 0 || this.status >= 500;
  }
}

type Query = Record<string, string | number | boolean | undefined | null>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** Sent as it is, with this content type, instead of JSON. */
  raw?: { type: string; content: string | Blob };
  /** The version the change was based on; the server refuses with 412 when it is no longer current. */
  ifMatch?: string | number;
  /** The same key makes the same POST happen once, however often it is sent. */
  idempotencyKey?: string;
  /** The answer as the text it came as. */
  as_text?: boolean;
  signal?: AbortSignal;
}

export interface Reply<T> {
  data: T;
  etag?: string;
}

const sessionExpiredListeners = new Set<() => void>();

/** Calls back when a request is refused because the sign-in has ended. Returns the unsubscribe function. */
export function onSessionExpired(listener: () => void) {
  sessionExpiredListeners.add(listener);
  return () => void sessionExpiredListeners.delete(listener);
}

export function urlWithQuery(path: string, query?: Query) {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (pairs.length === 0) return path;
  return `${path}?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => "");
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === "object" && "title" in parsed) return parsed as Problem;
  } catch {
    // Not JSON: a proxy or a crashed server answered. The status still says what happened.
  }
  return { type: "about:blank", title: response.statusText || "Error", status: response.status, detail: "", code: `http_${response.status}` };
}

export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Reply<T>> {
  const headers = new Headers({ Accept: "application/json" });
  let body: BodyInit | undefined;
  if (options.raw) {
    headers.set("Content-Type", options.raw.type);
    body = options.raw.content;
  } else if (options.body !== undefined) {
    headers.set("Content-Type", "application/json");
    body = JSON.stringify(options.body);
  }
  if (options.ifMatch !== undefined) {
    const tag = String(options.ifMatch);
    headers.set("If-Match", tag.startsWith('"') ? tag : `"${tag}"`);
  }
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);

  let response: Response;
  try {
    response = await fetch(urlWithQuery(path, options.query), { method, headers, body, signal: options.signal, credentials: "same-origin" });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, { type: "about:blank", title: "Offline", status: 0, detail: "", code: "offline" });
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (response.status === 401 && path !== "/api/sign-in" && path !== "/api/me") sessionExpiredListeners.forEach((listener) => listener());
    throw new ApiError(response.status, problem);
  }
  const etag = response.headers.get("ETag")?.replace(/^W\//, "").replaceAll('"', "");
  const is_json = response.headers.get("Content-Type")?.includes("json");
  const data = (response.status === 204 ? undefined : is_json && !options.as_text ? await response.json() : await response.text()) as T;
  return { data, etag };
}

export const api = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal) => (await request<T>("GET", path, { query, signal })).data,
  post: async <T = void>(path: string, body: unknown = {}, options: RequestOptions = {}) => (await request<T>("POST", path, { ...options, body })).data,
  put: async <T = void>(path: string, body: unknown, options: RequestOptions = {}) => (await request<T>("PUT", path, { ...options, body })).data,
  patch: async <T = void>(path: string, body: unknown, options: RequestOptions = {}) => (await request<T>("PATCH", path, { ...options, body })).data,
  delete: async <T = void>(path: string, options: RequestOptions = {}) => (await request<T>("DELETE", path, options)).data,
};
