import type { Locale } from '../locales/index.ts';

/** Who called: the claims of a checked tab token. */
export type TabUser = { readonly id: string };

export type HttpRequest = {
  readonly params: Readonly<Record<string, string>>;
  /** Parsed JSON, not yet checked against a schema. */
  readonly body: unknown;
  readonly authorization: string;
  readonly locale: Locale;
  /** Set on routes that need a sign-in. */
  readonly user: TabUser | undefined;
};

/** A JSON answer; without a body, only the status. */
export type HttpReply = { readonly status: number; readonly body?: unknown };

/** One address of the server. `signed-in` routes get a `user` or are answered 401 before they are called. */
export type HttpRoute = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly access: 'open' | 'signed-in';
  readonly handle: (request: HttpRequest) => Promise<HttpReply>;
};
