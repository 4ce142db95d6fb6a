import type { Row, Stored, Table } from '../storage/tables.ts';
import type { Case, CaseStatus } from './case.ts';
import type { CaseId, Day } from './model.ts';
import { fromStorage, type Sealed } from './seal.ts';

/** A case as it was read; `version` changes with every write. */
export type StoredCase = Case & { readonly version: string };
export type StoredMessage = {
  readonly id: string;
  /** How many messages stood before it: no hour is kept, and they must be read in their order. */
  readonly order: number;
  readonly keyEpoch: number;
  readonly day: Day;
  readonly sealed: Sealed;
};
export type Envelopes = { readonly report: Sealed; readonly contact: Sealed | undefined };

/** Where cases are kept. Everything of one case stands in one partition, so that it is written whole or not at all. */
export type CaseStore = {
  /** `exists` when there is a case with this id; then nothing is written. */
  readonly create: (newCase: Case, envelopes: Envelopes) => Promise<'created' | 'exists'>;
  readonly get: (id: CaseId) => Promise<StoredCase | undefined>;
  readonly list: () => Promise<StoredCase[]>;
  /** Replaces a case if nobody changed it since it was read. */
  readonly replace: (changed: Case, version: string) => Promise<'replaced' | 'changed'>;
  readonly envelopes: (id: CaseId) => Promise<Envelopes | undefined>;
  readonly addMessage: (id: CaseId, message: StoredMessage) => Promise<'created' | 'exists'>;
  readonly messages: (id: CaseId) => Promise<StoredMessage[]>;
  /** Points a receipt to a case. Writing it again is harmless. */
  readonly addReceipt: (lookup: string, id: CaseId) => Promise<void>;
  readonly byReceipt: (lookup: string) => Promise<StoredCase | undefined>;
};

/** The columns of a case row. What is not in this type is not in the table; a test compares it with what is stored. */
export type CaseRow = Row & {
  readonly day: string;
  readonly status: CaseStatus;
  readonly owner?: string;
  readonly acute: boolean;
  readonly member: boolean;
  readonly keyEpoch: number;
  readonly lookup: string;
  readonly replyTo: string;
  readonly verifyKey: string;
};
export type SealedRow = Row & {
  readonly sealed: Uint8Array;
  readonly keyEpoch: number;
  readonly day: string;
  readonly order?: number;
};
export type ReceiptRow = Row & { readonly caseId: string };

const CASE = 'case';
const REPORT = 'report';
const CONTACT = 'contact';
const MESSAGE = 'message-';

/** Keeps cases in Azure Tables. */
export function createCaseStore(cases: Table<CaseRow | SealedRow>, receipts: Table<ReceiptRow>): CaseStore {
  const sealedIn = async (id: CaseId, rowKey: string) => {
    const row = await cases.get(id, rowKey);
    return row && 'sealed' in row ? fromStorage(row.sealed as Uint8Array) : undefined; // only SealedRow has this column
  };
  const get = async (id: CaseId) => {
    const row = await cases.get(id, CASE);
    return row ? fromRow(row as Stored<CaseRow>) : undefined; // only a CaseRow is written under this key
  };
  return {
    get,
    async create(newCase, { report, contact }) {
      const { id: partitionKey, keyEpoch, day } = newCase;
      return cases.insert(
        toRow(newCase),
        { partitionKey, rowKey: REPORT, sealed: report, keyEpoch, day },
        ...(contact ? [{ partitionKey, rowKey: CONTACT, sealed: contact, keyEpoch, day }] : []),
      );
    },
    async list() {
      const rows = await cases.list({ rowKey: CASE });
      return rows.map((row) => fromRow(row as Stored<CaseRow>)); // as above
    },
    replace: (changed, version) => cases.replace(toRow(changed), version),
    async envelopes(id) {
      const [report, contact] = await Promise.all([sealedIn(id, REPORT), sealedIn(id, CONTACT)]);
      return report ? { report, contact } : undefined;
    },
    addMessage: (id, { id: messageId, ...message }) =>
      cases.insert({ partitionKey: id, rowKey: `${MESSAGE}${messageId}`, ...message }),
    async messages(id) {
      const rows = await cases.list({ partitionKey: id });
      return rows
        .filter((row): row is Stored<SealedRow> => row.rowKey.startsWith(MESSAGE))
        .map(({ rowKey, keyEpoch, day, sealed, order = 0 }) => ({
          id: rowKey.slice(MESSAGE.length),
          order,
          keyEpoch,
          day,
          sealed: fromStorage(sealed),
        }))
        .sort((a, b) => a.order - b.order);
    },
    addReceipt: (lookup, caseId) => receipts.put({ partitionKey: lookup, rowKey: 'receipt', caseId }),
    async byReceipt(lookup) {
      const receipt = await receipts.get(lookup, 'receipt');
      const found = receipt ? await get(receipt.caseId as CaseId) : undefined; // written by addReceipt alone
      // A receipt that was replaced by a retry leads nowhere.
      return found?.receipt.lookup === lookup ? found : undefined;
    },
  };
}

function toRow({ id, owner, receipt, ...rest }: Case & { version?: string }): CaseRow {
  const { day, status, acute, member, keyEpoch } = rest;
  return {
    partitionKey: id,
    rowKey: CASE,
    ...{ day, status, acute, member, keyEpoch },
    ...(owner === undefined ? {} : { owner }),
    lookup: receipt.lookup,
    replyTo: receipt.recipient,
    verifyKey: receipt.verifyKey,
  };
}

function fromRow(row: Stored<CaseRow>): StoredCase {
  const { partitionKey, day, status, owner, acute, member, keyEpoch, lookup, replyTo, verifyKey, etag } = row;
  return {
    id: partitionKey as CaseId, // written by toRow alone
    ...{ day, status, owner, acute, member, keyEpoch },
    receipt: { lookup, recipient: replyTo, verifyKey },
    version: etag,
  };
}
