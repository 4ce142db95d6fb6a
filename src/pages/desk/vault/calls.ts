import type * as z from 'zod';
import type { KeyOf } from '../../../officers/keylog.ts';
import type { Contact, Day, Report } from '../../../reports/model.ts';
import type { SealErrorCode } from '../../../reports/seal.ts';
import type { Said } from '../../../reports/sign.ts';
import type { ThreadMessage } from '../../../reports/thread.ts';
import type { CaseFile, KeyLogEntry, NewKey, newKeyRequest, ResealedCase, School } from '../../../reports/wire.ts';

/** What a page may ask of the worker that holds the officer's key, and what comes back. No call gives the key itself. */
export type Calls = {
  /** Makes a key and forgets the secret at once; to use it, unlock what the server kept. The first key signs its own line. */
  create: { ask: { passphrase: string; first?: FirstKey }; answer: MadeKey };
  /** False when the passphrase is not right. `wrapped` in base 64. */
  unlock: { ask: { wrapped: string; passphrase: string }; answer: boolean };
  /** The public keys that belong to the unlocked secret. */
  ownKey: { ask: Record<string, never>; answer: Pick<NewKey, 'recipient' | 'verifyKey'> };
  /** Signs the line that takes a key into use, or out of it. Fails when the key log is not borne out. */
  signEntry: { ask: KeyToSign; answer: KeyLogEntry };
  /** Makes a recovery sheet: its text, which nobody keeps, and the line that takes its key into use, to be sent once it is printed. */
  makeSheet: { ask: { school: SchoolKeys; day: Day }; answer: MadeSheet };
  /** Takes a recovery sheet as the key of this worker. False when it is not the sheet that the key log names. */
  useSheet: { ask: { school: SchoolKeys; typed: string }; answer: boolean };
  openCase: { ask: CaseToOpen; answer: OpenedCase };
  /** Seals a case anew for everybody who reads now. Undefined when the key log does not bear out who that is. */
  resealCase: { ask: CaseToOpen; answer: ResealedEnvelopes | undefined };
  /** Signs and seals an answer. Undefined when the key log does not bear out whom the school names: nothing was sealed. */
  sealAnswer: { ask: AnswerToSeal; answer: SealedAnswer | undefined };
};

/** What the server says of the school's keys. The worker believes it as far as the key log bears it out. */
export type SchoolKeys = Pick<School, 'tenant' | 'readers' | 'recovery' | 'keyLog' | 'keyLogRoot'>;

/** Where the first key of a school comes into use. */
export type FirstKey = { readonly tenant: string; readonly officer: string; readonly day: Day };
export type MadeKey = z.infer<typeof newKeyRequest>;
export type KeyToSign = {
  readonly school: SchoolKeys;
  readonly key: KeyOf;
  readonly day: Day;
  readonly action: KeyLogEntry['action'];
};

export type MadeSheet = { readonly text: string; readonly entry: KeyLogEntry };

export type CaseToOpen = { readonly school: SchoolKeys; readonly file: CaseFile };

/** The whole case comes along: who may read the answer stands in the sealed report, which only the worker opens. */
export type AnswerToSeal = CaseToOpen & { readonly messageId: string; readonly said: Said };

/** Everything of a case that opened, sealed anew. */
export type ResealedEnvelopes = Omit<ResealedCase, 'last'>;

/** `sealed` in base 64. */
export type SealedAnswer = { readonly keyEpoch: number; readonly sealed: string };

/** An envelope after opening, or why it did not open. `not-readable`: it opened, and held something else; `gone`: it is not there. */
export type Opened<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: SealErrorCode | 'not-readable' | 'gone' };

/** `by` is the name of the officer who signed it; undefined for a former officer, for the reporter, and for nobody. */
export type OpenedMessage = ThreadMessage & { readonly by: string | undefined };

export type OpenedCase = {
  readonly report: Opened<Report>;
  /** `deleted`: the reporter signed that they wanted it erased. `missing`: it is not there, and nobody signed for that. */
  readonly contact: Opened<Contact> | 'deleted' | 'missing';
  /** Whether the reporter took the report back. `not-genuine`: the server says so, and the reporter did not sign it. */
  readonly withdrawal: 'none' | 'genuine' | 'not-genuine';
  /** Whether the receipt beside the case is the reporter's. `unknown`: the report that names it does not open. */
  readonly receipt: 'genuine' | 'swapped' | 'unknown';
  /** The officers from whom the reporter hid it, as references of the key log. */
  readonly hiddenFrom: readonly string[];
  readonly keyLogHolds: boolean;
  readonly messages: readonly OpenedMessage[];
};

export type Question = { [K in keyof Calls]: { number: number; call: K; ask: Calls[K]['ask'] } }[keyof Calls];
/** The worker's first message. */
export type Ready = { readonly version: string };
export type Reply =
  | { readonly number: number; readonly ok: true; readonly answer: Calls[keyof Calls]['answer'] }
  | { readonly number: number; readonly ok: false };
