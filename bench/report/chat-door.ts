import { randomUUID } from 'node:crypto';
import { channelToken } from '../../src/sandbox/issuer.ts';
import { CLASSMATES, PERSONAS } from '../../src/sandbox/school.ts';
import { press } from '../../test/helpers/activities.ts';
import type { Door } from './door.ts';
import { FORM } from './form.ts';
import type { School } from './school.ts';

const STUDENTS = [PERSONAS.student, ...CLASSMATES];
const RECEIPT = /\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b/;

/** The form in the chat: each by the next student, and each a case of its own. The program seals it. */
export function chatDoor({ issuer, serviceUrl }: School): Door {
  return async (count) => {
    const headers = { authorization: `Bearer ${await channelToken(issuer, serviceUrl)}` };
    return Array.from({ length: count }, (_, i) => {
      const person = STUDENTS[i % STUDENTS.length] ?? PERSONAS.student;
      const body = JSON.stringify(press(person, 'report.submit', { id: randomUUID(), ...FORM }, { serviceUrl }));
      return ({ deliver }) => deliver({ path: '/api/messages', body, headers }, ({ text }) => RECEIPT.test(text));
    });
  };
}
