import type { Contact, Report } from '../../../reports/model.ts';
import type { SealErrorCode } from '../../../reports/seal.ts';
import type { MessagePlace } from '../../../reports/sign.ts';
import type { CaseFile, NewKey, Reader } from '../../../reports/wire.ts';

/** What a page may ask of the worker that holds the officer's key, and what comes back. No call gives the key itself. */
export type Calls = {
  /** Makes a key and forgets the secret at once; to use it, unlock what the server kept. */
  create: { ask: { passphrase: string }; answer: NewKey };
  /** False when the passphrase is not right. `wrapped` in base 64. */
  unlock: { ask: { wrapped: string; passphrase: string }; answer: boolean };
  openCase: { ask: CaseToOpen; answer: OpenedCase };
  /** Signs and seals an answer; gives the envelope in base 64. */
  sealAnswer: { ask: AnswerToSeal; answer: string };
};

export type CaseToOpen = { readonly tenant: string; readonly file: CaseFile; readonly readers: readonly Reader[] };

export type AnswerToSeal = {
  readonly place: MessagePlace;
  readonly keyEpoch: number;
  readonly text: string;
  readonly recipients: readonly string[];
};

/** An envelope after opening, or why it did not open. `not-readable`: it opened, and held something else. */
export type Opened<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: SealErrorCode | 'not-readable' };

/** `from` is the name of the officer whose signature it bears; undefined: nobody's who reads here now. */
export type OpenedMessage = { readonly text: string; readonly from: string | undefined };

export type OpenedCase = {
  readonly report: Opened<Report>;
  /** Undefined when the reporter left none. */
  readonly contact: Opened<Contact> | undefined;
  readonly messages: readonly Opened<OpenedMessage>[];
};

export type Question = { [K in keyof Calls]: { number: number; call: K; ask: Calls[K]['ask'] } }[keyof Calls];
export type Reply =
  | { readonly number: number; readonly ok: true; readonly answer: Calls[keyof Calls]['answer'] }
  | { readonly number: number; readonly ok: false };
