import { base64 } from '@scure/base';
import * as z from 'zod';
import type { OfficerSecret } from '../../../officers/key.ts';
import { ABOUT, SUBJECTS } from '../../../reports/model.ts';
import { asSealed, type Binding, open, SealError } from '../../../reports/seal.ts';
import { isGenuine, signedMessage } from '../../../reports/sign.ts';
import type { Message } from '../../../reports/wire.ts';
import type { CaseToOpen, Opened, OpenedCase, OpenedMessage } from './calls.ts';

/** The bodies of the envelopes. What was sealed was checked by the reporter's page, which may not have been ours. */
const report = z.object({
  about: z.enum(ABOUT),
  subject: z.enum([...SUBJECTS, 'question']),
  story: z.string(),
  where: z.string(),
  danger: z.boolean(),
  wish: z.string(),
});
const contact = z.object({ contact: z.string() });

/** Opens everything of a case. An envelope that does not open is told as such and keeps nothing else from opening. */
export async function openCase(
  { identity }: Pick<OfficerSecret, 'identity'>,
  { tenant, file, readers }: CaseToOpen,
): Promise<OpenedCase> {
  const { id: caseId, keyEpoch } = file.summary;
  const openAs = <T>(kind: Binding['kind'], sealed: string, epoch: number, schema: z.ZodType<T>) =>
    openOne(sealed, identity, { kind, tenant, caseId, keyEpoch: epoch }, schema);

  const openMessage = async ({ id: messageId, keyEpoch: epoch, sealed }: Message): Promise<Opened<OpenedMessage>> => {
    const opened = await openAs('message', sealed, epoch, signedMessage);
    if (!opened.ok) return opened;
    const place = { tenant, caseId, messageId };
    const from = readers.find(({ verifyKey }) => isGenuine(opened.value, place, [verifyKey]))?.name;
    return { ok: true, value: { text: opened.value.text, from } };
  };

  return {
    report: await openAs('report', file.report, keyEpoch, report),
    contact: file.contact === undefined ? undefined : await openAs('contact', file.contact, keyEpoch, contact),
    messages: await Promise.all(file.messages.map(openMessage)),
  };
}

async function openOne<T>(
  sealed: string,
  identity: string,
  binding: Binding,
  schema: z.ZodType<T>,
): Promise<Opened<T>> {
  try {
    const parsed = schema.safeParse(await open(asSealed(base64.decode(sealed)), identity, binding));
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, why: 'not-readable' };
  } catch (error) {
    return { ok: false, why: error instanceof SealError ? error.code : 'not-age' };
  }
}
