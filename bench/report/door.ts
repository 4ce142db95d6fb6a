import type { Client } from './http.ts';

/** Sends one report that was made ready before; resolves when it is received. */
export type Send = (client: Client) => Promise<void>;
/** A way in: makes this many reports ready, each a case of its own. */
export type Door = (count: number) => Promise<Send[]>;
