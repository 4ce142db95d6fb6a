import { createHmac } from 'node:crypto';
import { type CaseId, type Filled, newCaseId } from './model.ts';

/**
 * The case id of a report that was sent in the chat: a keyed hash of the form, the sender and everything that was typed.
 *
 * The same form with the same text is the same case, so a retry is kept once. With another text it is another case, so
 * nothing is thrown away. And nobody who learns a case id can send a form that leads to it.
 *
 * @param hashKey 32 bytes. Without it, and without knowing the text, the id points at nobody.
 */
export function chatCaseId(
  hashKey: Uint8Array,
  from: { readonly form: string; readonly personId: string },
  { report, contact, hiddenFrom, nudge }: Filled,
): CaseId {
  const { about, subject, story, where, since, ongoing, danger, wish, by } = report;
  const typed = [about, subject, story, where, since, ongoing, danger, wish, by, contact, hiddenFrom, nudge];
  const hash = createHmac('sha256', hashKey)
    .update(JSON.stringify(['case/v1', from.form, from.personId, typed]))
    .digest();
  return newCaseId(hash);
}
