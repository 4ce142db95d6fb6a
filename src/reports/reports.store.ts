import type { Row, Step, Stored, Table } from '../storage/tables.ts';
import type { Case, CaseStatus } from './case.ts';
import type { Envelopes } from './envelopes.ts';
import type { CaseId, Day } from './model.ts';
import { fromStorage, type Sealed } from './seal.ts';

/** A case as it was read; `version` changes with every write. */
export type StoredCase = Case & { readonly version: string };
export type StoredMessage = {
  readonly id: string;
  readonly from: 'officer' | 'reporter';
  readonly keyEpoch: number;
  readonly day: Day;
  readonly sealed: Sealed;
};
/** What is there of a case besides its row. Envelopes go when the reporter says so. */
export type StoredFile = { readonly [kind in keyof Envelopes]: Sealed | undefined } & {
  readonly messages: readonly StoredMessage[];
  /** The reporter's signatures under what they had done. */
  readonly withdrawal: string | undefined;
  readonly contactDeleted: string | undefined;
};

/** Envelopes of a case, sealed anew. What does not open stays as it is, and is not among them. */
export type Resealed = Partial<Pick<Envelopes, 'report' | 'contact'>> & {
  readonly messages: readonly Pick<StoredMessage, 'id' | 'from' | 'sealed'>[];
  readonly last: boolean;
};

/** Where cases are kept. Everything of one case stands in one partition, so that it is written whole or not at all. */
export type CaseStore = {
  /** `exists` when there is a case with this id; then nothing is written. */
  readonly create: (newCase: Case, envelopes: Envelopes) => Promise<'created' | 'exists'>;
  readonly get: (id: CaseId) => Promise<StoredCase | undefined>;
  readonly list: () => Promise<StoredCase[]>;
  /** Everything else of a case. */
  readonly file: (id: CaseId) => Promise<StoredFile>;
  /** Replaces a case, if nobody changed it since it was read, and with it what else is given. */
  readonly replace: (
    changed: Case,
    version: string,
    beside?: { readonly message?: StoredMessage; readonly envelopes?: Envelopes },
  ) => Promise<'replaced' | 'changed'>;
  /**
   * Puts other envelopes in the place of those that are there, and the changed case with the last of them, all or nothing.
   * Each stays bound to the key epoch in which it was first sealed. `changed` when the case is another by now, or when an
   * envelope is not there.
   */
  readonly reseal: (changed: Case, version: string, resealed: Resealed) => Promise<'replaced' | 'changed'>;
  /** Replaces a case and erases everything else of it but this signature. */
  readonly withdraw: (changed: Case, version: string, signature: string) => Promise<'replaced' | 'changed'>;
  /** Erases the envelope with name and contact, and keeps this signature. Again is harmless. */
  readonly deleteContact: (id: CaseId, signature: string) => Promise<void>;
  /** Points a receipt to a case. Again is harmless; `taken` when it leads to another case already. */
  readonly addReceipt: (lookup: string, id: CaseId) => Promise<'added' | 'taken'>;
  readonly removeReceipt: (lookup: string) => Promise<void>;
  /** The case of a receipt, and whether somebody came with that receipt before. */
  readonly byReceipt: (lookup: string) => Promise<{ found: StoredCase; used: boolean } | undefined>;
  /** Remembers that somebody came with this receipt. */
  readonly markReceipt: (lookup: string, id: CaseId) => Promise<void>;
};

/** The columns of a case row. What is not in this type is not in the table; a test compares it with what is stored. */
export type CaseRow = Row & {
  readonly day: string;
  readonly status: CaseStatus;
  readonly owner?: string;
  readonly acute: boolean;
  readonly member: boolean;
  readonly news: boolean;
  readonly hiddenFrom: string;
  readonly keyEpoch: number;
  readonly readersEpoch: number;
  readonly lookup: string;
  readonly replyTo: string;
  readonly verifyKey: string;
};
export type SealedRow = Row & { readonly sealed: Uint8Array; readonly keyEpoch: number; readonly day: string };
export type SignatureRow = Row & { readonly signature: string };
export type ReceiptRow = Row & { readonly caseId: string; readonly used?: boolean };
type AnyRow = CaseRow | SealedRow | SignatureRow;

const CASE = 'case';
const WITHDRAWAL = 'withdrawal';
const CONTACT_DELETED = 'contact-deleted';
const ENVELOPES = ['report', 'contact', 'own'] as const;
const MESSAGES = { officer: 'message-', reporter: 'follow-up-' } as const;

/** Keeps cases in Azure Tables. */
export function createCaseStore(cases: Table<AnyRow>, receipts: Table<ReceiptRow>): CaseStore {
  const get = async (id: CaseId) => {
    const row = await cases.get(id, CASE);
    return row ? fromRow(row as Stored<CaseRow>) : undefined; // only a CaseRow is written under this key
  };
  const replaced = async (steps: Step<AnyRow>[]) =>
    (await cases.change(...steps)) === 'done' ? ('replaced' as const) : ('changed' as const);
  return {
    get,
    create: (newCase, envelopes) => cases.insert(toRow(newCase), ...rowsOf(newCase, envelopes)),
    async list() {
      const rows = await cases.list({ rowKey: CASE });
      return rows.map((row) => fromRow(row as Stored<CaseRow>)); // as above
    },
    async file(id) {
      const rows = new Map((await cases.list({ partitionKey: id })).map((row) => [row.rowKey, row]));
      const sealed = (name: string) => {
        const row = rows.get(name);
        return row && 'sealed' in row ? fromStorage(row.sealed as Uint8Array) : undefined; // only SealedRow has this column
      };
      const signature = (name: string) => {
        const row = rows.get(name);
        return row && 'signature' in row ? String(row.signature) : undefined;
      };
      return {
        ...{ report: sealed('report'), contact: sealed('contact'), own: sealed('own') },
        messages: [...rows.values()].flatMap(toMessage),
        withdrawal: signature(WITHDRAWAL),
        contactDeleted: signature(CONTACT_DELETED),
      };
    },
    replace: (changed, version, { message, envelopes } = {}) =>
      replaced([
        { replace: toRow(changed), etag: version },
        ...(message ? [{ insert: messageRow(changed.id, message) }] : []),
        ...(envelopes ? rowsOf(changed, envelopes).map((put) => ({ put })) : []),
      ]),
    async reseal(changed, version, { report, contact, messages, last }) {
      const rows = new Map((await cases.list({ partitionKey: changed.id })).map((row) => [row.rowKey, row]));
      const sealed = [
        ...(report ? [['report', report] as const] : []),
        ...(contact ? [['contact', contact] as const] : []),
        ...messages.map((message) => [`${MESSAGES[message.from]}${message.id}`, message.sealed] as const),
      ];
      const steps: Step<AnyRow>[] = last ? [{ replace: toRow(changed), etag: version }] : [];
      for (const [rowKey, envelope] of sealed) {
        const row = rows.get(rowKey);
        if (!row || !('sealed' in row)) return 'changed'; // erased meanwhile: it must not come back
        const { etag, ...before } = row as Stored<SealedRow>; // only SealedRow has this column
        steps.push({ replace: { ...before, sealed: envelope }, etag });
      }
      return replaced(steps);
    },
    async withdraw(changed, version, signature) {
      const rows = await cases.list({ partitionKey: changed.id });
      const rest = rows.filter(({ rowKey }) => rowKey !== CASE && rowKey !== WITHDRAWAL);
      return replaced([
        { replace: toRow(changed), etag: version },
        { put: { partitionKey: changed.id, rowKey: WITHDRAWAL, signature } },
        ...rest.map(({ partitionKey, rowKey }) => ({ remove: { partitionKey, rowKey } })),
      ]);
    },
    async deleteContact(partitionKey, signature) {
      const contact = { partitionKey, rowKey: 'contact' };
      if (!(await cases.get(partitionKey, 'contact'))) return;
      await cases.change({ remove: contact }, { put: { partitionKey, rowKey: CONTACT_DELETED, signature } });
    },
    async addReceipt(lookup, caseId) {
      if ((await receipts.insert({ partitionKey: lookup, rowKey: 'receipt', caseId })) === 'created') return 'added';
      return (await receipts.get(lookup, 'receipt'))?.caseId === caseId ? 'added' : 'taken';
    },
    removeReceipt: (lookup) => receipts.remove({ partitionKey: lookup, rowKey: 'receipt' }),
    async byReceipt(lookup) {
      const receipt = await receipts.get(lookup, 'receipt');
      const found = receipt ? await get(receipt.caseId as CaseId) : undefined; // written by addReceipt alone
      // A receipt that was replaced by a retry leads nowhere.
      return found?.receipt.lookup === lookup ? { found, used: receipt?.used === true } : undefined;
    },
    markReceipt: (lookup, caseId) => receipts.put({ partitionKey: lookup, rowKey: 'receipt', caseId, used: true }),
  };
}

const rowsOf = ({ id: partitionKey, keyEpoch, day }: Case, envelopes: Envelopes): SealedRow[] =>
  ENVELOPES.map((kind) => ({ partitionKey, rowKey: kind, sealed: envelopes[kind], keyEpoch, day }));

const messageRow = (id: CaseId, { id: messageId, from, ...message }: StoredMessage): SealedRow => ({
  ...{ partitionKey: id, rowKey: `${MESSAGES[from]}${messageId}` },
  ...message,
});

/** A row that is a message, as one; every other row as none. */
function toMessage(row: Stored<AnyRow>): StoredMessage[] {
  const from = (['officer', 'reporter'] as const).find((one) => row.rowKey.startsWith(MESSAGES[one]));
  if (!from) return [];
  const { keyEpoch, day, sealed } = row as Stored<SealedRow>; // only messages are written under such keys
  return [{ id: row.rowKey.slice(MESSAGES[from].length), from, keyEpoch, day, sealed: fromStorage(sealed) }];
}

function toRow({ id, owner, receipt, ...rest }: Case & { version?: string }): CaseRow {
  const { day, status, acute, member, news, hiddenFrom, keyEpoch, readersEpoch } = rest;
  return {
    partitionKey: id,
    rowKey: CASE,
    ...{ day, status, acute, member, news, hiddenFrom, keyEpoch, readersEpoch },
    ...(owner === undefined ? {} : { owner }),
    lookup: receipt.lookup,
    replyTo: receipt.recipient,
    verifyKey: receipt.verifyKey,
  };
}

function fromRow(row: Stored<CaseRow>): StoredCase {
  const { partitionKey, day, status, owner, acute, member, news, hiddenFrom, keyEpoch, readersEpoch, etag } = row;
  return {
    id: partitionKey as CaseId, // written by toRow alone
    ...{ day, status, owner, acute, member, news, hiddenFrom, keyEpoch, readersEpoch },
    receipt: { lookup: row.lookup, recipient: row.replyTo, verifyKey: row.verifyKey },
    version: etag,
  };
}
