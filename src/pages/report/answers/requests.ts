import { SealError } from '../../../reports/seal.ts';
import { type ReceiptAction, signRequest } from '../../../reports/sign.ts';
import type { Api, Away, Reply } from '../api.ts';
import { isAway } from '../api.ts';
import { sameReaders } from '../checked-school.ts';
import { type FollowUp, newMessageId, readersOf, sealFollowUp } from './follow-up.ts';
import { type OpenCase, trustedSchool } from './open-case.ts';

/** Why something was not done. Nothing is lost: it can be tried again. */
export type NotDone = Away | 'refused' | 'case-status' | 'too-many' | 'too-long' | 'nobody' | 'readers' | 'untrusted';
export type Done = { readonly kind: 'done' } | { readonly kind: NotDone };

/**
 * Writes back in a case. A text that did not arrive is sent again as the same bytes, so that it is kept once.
 *
 * @returns sends a text; `forget` when another text takes its place.
 */
export function createWriter(api: Api) {
  let ready: FollowUp | undefined;

  async function write(text: string, found: OpenCase): Promise<Done> {
    const message = ready ?? (await sealFollowUp(newMessageId(), text, found));
    ready = message;
    let reply = await api.writeBack(message);
    if (reply.kind === 'conflict') {
      // A key came or went, so it was not kept. Sealed once more, if it is for the same people.
      const school = await trustedSchool(api);
      if ('kind' in school) return { kind: school.kind === 'unknown' ? 'refused' : school.kind };
      if (readersOf(found, school).length === 0) return { kind: 'nobody' };
      if (!sameReaders(found.school, school)) {
        ready = undefined; // nothing is sealed to someone the reporter has not been told of
        return { kind: 'readers' };
      }
      ready = await sealFollowUp(message.id, text, found, school);
      reply = await api.writeBack(ready);
    }
    return doneBy(reply);
  }

  return {
    write: async (text: string, found: OpenCase): Promise<Done> => {
      try {
        return await write(text, found);
      } catch (error) {
        if (error instanceof SealError) return { kind: error.code === 'too-large' ? 'too-long' : 'nobody' };
        throw error;
      }
    },
    forget: () => {
      ready = undefined;
    },
  };
}

/** Has the report withdrawn, or name and contact deleted, by the receipt's signature. */
export async function ask(
  action: Exclude<ReceiptAction, 'follow-up'>,
  { keys, school, status }: OpenCase,
  api: Api,
): Promise<Done> {
  const place = { tenant: school.tenant, caseId: status.id };
  const request = { lookup: keys.lookup, signature: signRequest(action, place, '', keys.signKey) };
  return doneBy(await (action === 'withdraw' ? api.withdraw(request) : api.deleteContact(request)));
}

function doneBy(reply: Reply<undefined>): Done {
  if (reply.kind === 'ok') return { kind: 'done' };
  if (isAway(reply)) return { kind: reply.kind };
  if (reply.code === 'case-status' || reply.code === 'too-many') return { kind: reply.code };
  return { kind: 'refused' };
}
