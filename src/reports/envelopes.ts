import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import * as z from 'zod';
import { ABOUT, type Contact, type Filled, ONGOING, officerRef, SINCE, SUBJECTS } from './model.ts';
import { type ReceiptKeys, type ReceiptPublic, receiptFingerprint } from './receipt.ts';
import { type Binding, SealError, type Sealed, seal } from './seal.ts';
import { isSigned, sign } from './sign.ts';

/** What is sealed of one report. Each is there in every case, so that nothing can be told from one being there. */
export type Envelopes = {
  /** To the officers: a {@link ReportBody}. */
  readonly report: Sealed;
  /** To the officers: a {@link ContactBody}, which the reporter can have deleted. */
  readonly contact: Sealed;
  /** To the receipt, and signed by it: from whom the report is hidden. */
  readonly own: Sealed;
};

/** Someone to seal to. */
export type Recipient = { readonly officer: string; readonly recipient: string };

/** The body of the envelope `report`. What was sealed was checked by the reporter's page, which may not have been ours. */
export const reportBody = z.object({
  report: z.object({
    about: z.enum(ABOUT),
    subject: z.enum([...SUBJECTS, 'question']),
    story: z.string(),
    where: z.string(),
    since: z.enum(SINCE),
    ongoing: z.enum(ONGOING),
    danger: z.boolean(),
    wish: z.string(),
    by: z.enum(['self', 'staff']),
  }),
  /** Names the receipt that answers are sealed to: whoever swaps it in the table is found out. */
  receipt: z.string(),
  hiddenFrom: z.array(officerRef),
});
export type ReportBody = z.infer<typeof reportBody>;

/** The body of the envelope `contact`. It names its receipt as well: a contact beside somebody else's report shows. */
export const contactBody = z.object({ contact: z.string(), nudge: z.string(), receipt: z.string() });
export type ContactBody = Contact & z.infer<typeof contactBody>;

/**
 * The body of the envelope `own`: what the reporter's page must know again when it comes back with the receipt alone. It
 * is signed with the receipt's key: anybody could seal something to the receipt's recipient.
 */
const ownBody = z.object({ hiddenFrom: z.array(officerRef), signature: z.string() });

const ownFacts = ({ tenant, caseId }: Pick<Binding, 'tenant' | 'caseId'>, hiddenFrom: readonly string[]) => [
  'bondgenoot/own/v1',
  ...[tenant, caseId, hiddenFrom],
];

/** From whom a report is hidden, out of an opened envelope `own`. Undefined when the receipt's key did not sign it for this case. */
export function hiddenFromIn(
  body: unknown,
  place: Pick<Binding, 'tenant' | 'caseId'>,
  verifyKey: string,
): readonly string[] | undefined {
  const parsed = ownBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { hiddenFrom, signature } = parsed.data;
  return isSigned(ownFacts(place, hiddenFrom), signature, verifyKey) ? hiddenFrom : undefined;
}

/** The readers a report is not hidden from. */
export const notHidden = <R extends Pick<Recipient, 'officer'>>(
  readers: readonly R[],
  hiddenFrom: readonly string[],
): R[] => readers.filter(({ officer }) => !hiddenFrom.includes(officer));

/**
 * The age recipients to seal to, when some readers are left out. In the place of each of those stands a recipient that
 * nobody has the key of: a file with fewer would show that somebody was left out.
 *
 * @param recovery the recovery sheet's key, if the school has one. It is left out with whoever is left out: the sheet came
 *   out of the printer of one of the officers, and nobody knows of which.
 */
export const recipientsOf = (
  readers: readonly Recipient[],
  hiddenFrom: readonly string[],
  recovery: Recipient | null,
): Promise<string[]> =>
  Promise.all(
    [...readers, ...(recovery ? [recovery] : [])].map(async (one) => {
      const leftOut = one === recovery ? hiddenFrom.length > 0 : hiddenFrom.includes(one.officer);
      return leftOut ? identityToRecipient(await generateHybridIdentity()) : one.recipient;
    }),
  );

/**
 * Seals everything of one report, at either door.
 *
 * @param readers everyone who can read at this school; those whom the reporter leaves out are left out here.
 * @param nudge from `reports/nudge.ts`, or empty.
 * @param recovery the recovery sheet's key. It is no reader: when no person remains, nothing is sealed.
 * @throws {SealError} `recipients` when nobody remains, `too-large`.
 */
export async function sealReport(
  { report, contact, hiddenFrom }: Filled,
  binding: Omit<Binding, 'kind'>,
  receipt: ReceiptPublic & Pick<ReceiptKeys, 'signKey'>,
  readers: readonly Recipient[],
  nudge = '',
  recovery: Recipient | null = null,
): Promise<Envelopes> {
  if (notHidden(readers, hiddenFrom).length === 0) throw new SealError('recipients');
  const recipients = await recipientsOf(readers, hiddenFrom, recovery);
  const fingerprint = receiptFingerprint(receipt);
  const body: ReportBody = { report, receipt: fingerprint, hiddenFrom: [...hiddenFrom] };
  const contactGiven: ContactBody = { contact, nudge, receipt: fingerprint };
  const own = { hiddenFrom, signature: sign(ownFacts(binding, hiddenFrom), receipt.signKey) };
  return {
    report: await seal({ kind: 'report', ...binding }, body, recipients),
    contact: await seal({ kind: 'contact', ...binding }, contactGiven, recipients),
    own: await seal({ kind: 'own', ...binding }, own, [receipt.recipient]),
  };
}
