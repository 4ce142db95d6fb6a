/** What can go wrong between the desk and the server, or the desk and Teams. */
export type TroubleKind =
  | 'offline'
  | 'unavailable'
  | 'signed-out'
  | 'forbidden'
  | 'conflict'
  | 'impossible'
  | 'missing'
  | 'key-log'
  | 'not-in-teams'
  | 'worker'
  | 'stale'
  | 'unexpected';

/** What to tell the officer: a stable kind, and the server's own sentence where it gave one. */
export type Trouble = { readonly kind: TroubleKind; readonly text: string | undefined };

/** Thrown by the desk's api, its sign-in and its vault. Never carries what somebody wrote. */
export class DeskError extends Error {
  readonly kind: TroubleKind;
  /** A sentence of the server for the user, in their language. */
  readonly text: string | undefined;
  constructor(kind: TroubleKind, text?: string) {
    super(`desk: ${kind}`);
    this.name = 'DeskError';
    this.kind = kind;
    this.text = text;
  }
}

/** What to tell the officer about anything that was thrown. */
export const troubleOf = (error: unknown): Trouble =>
  error instanceof DeskError ? { kind: error.kind, text: error.text } : { kind: 'unexpected', text: undefined };

const KINDS: Readonly<Record<number, TroubleKind>> = {
  400: 'stale', // the desk asks by the wire's schemas, so the server has others
  401: 'signed-out',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
  422: 'impossible',
};

/** The kind of trouble an HTTP status stands for. */
export const kindOf = (status: number): TroubleKind =>
  KINDS[status] ?? (status === 429 || status >= 500 ? 'unavailable' : 'unexpected');
