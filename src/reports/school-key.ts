import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Day } from './model.ts';

/** Crockford's alphabet: no I, L, O or U, so that it can be read aloud and written by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 10;
const DAY_MS = 86_400_000;

/**
 * The school key of the week: one and the same for every member of the school, so that it shows that somebody is a
 * member and says nothing of who. 50 bits, as `ABCDE-FGHJK`.
 *
 * @param hashKey 32 bytes; who has it can make every key.
 */
export const schoolKeyOf = (hashKey: Uint8Array, tenant: string, day: Day): string =>
  plainKeyOf(hashKey, tenant, day).replace(/^.{5}/, '$&-');

/**
 * Whether somebody typed the school key of this week or of the week before: a link in the chat of Friday works on Monday.
 * Read as people type it: any case, spaces or dashes anywhere, O for 0, I or L for 1.
 */
export function isSchoolKey(typed: string, hashKey: Uint8Array, tenant: string, today: Day): boolean {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\-–—._]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const given = Buffer.from(plain);
  if (given.length !== CHARACTERS) return false;
  const keys = [today, weekBefore(today)].map((day) => Buffer.from(plainKeyOf(hashKey, tenant, day)));
  return keys.map((key) => timingSafeEqual(key, given)).includes(true); // both, so that it always takes as long
}

function plainKeyOf(hashKey: Uint8Array, tenant: string, day: Day): string {
  const facts = JSON.stringify(['bondgenoot/school-key/v1', tenant, weekOf(day)]);
  const hash = createHmac('sha256', hashKey).update(facts).digest();
  return [...hash.subarray(0, CHARACTERS)].map((byte) => ALPHABET[byte & 31]).join('');
}

const weekBefore = (day: Day): Day => new Date(Date.parse(day) - 7 * DAY_MS).toISOString().slice(0, 10);

/** The ISO 8601 week of a day, `2026-W47`. It belongs to the year that its Thursday is in. */
function weekOf(day: Day): string {
  const thursday = new Date(day); // midnight UTC
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
