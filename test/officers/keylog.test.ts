import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  borneOut,
  checkKeyLog,
  hashOf,
  type KeyLog,
  keysInUse,
  nextEntry,
  refOf,
  signEntry,
} from '../../src/officers/keylog.ts';
import type { KeyLogEntry } from '../../src/reports/wire.ts';
import { DAY, rootOf, signedLog, someone, TENANT } from './signed-log.ts';

const [first, second, third, stranger] = ['first', 'second', 'third', 'stranger'].map((id) => someone(id));
if (!first || !second || !third || !stranger) throw new Error('four names make four people');
const LOG = signedLog([first, second, third]);
const ROOT = rootOf(LOG);
const [one, two, three] = LOG;
if (!one || !two || !three) throw new Error('three people make three lines');

const check = (log: KeyLog, root = ROOT, tenant = TENANT) => checkKeyLog(log, tenant, root);
/** A line with other facts, signed again by whoever says so. */
const signedAgain = (entry: KeyLogEntry, change: Partial<KeyLogEntry>, by = second) =>
  signEntry({ ...entry, ...change }, TENANT, by.signKey);

describe('a key log', () => {
  it('is good when every line follows from the one before, up to the root in the settings', () => {
    expect(check(LOG)).toEqual({ ok: true });
    expect(check([one])).toEqual({ ok: true });
  });

  it('is good however many officers there are, whoever of those before signed for the next', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (picks) => {
        const people = picks.map((_, at) => someone(`officer ${at}`));
        const log: KeyLogEntry[] = [];
        for (const [at, { key, signKey }] of people.entries()) {
          const signer = people[(picks[at] ?? 0) % Math.max(at, 1)];
          log.push(nextEntry(log, TENANT, key, DAY, signer?.signKey ?? signKey));
        }
        return check(log, rootOf(log)).ok;
      }),
      { numRuns: 20 },
    );
  });

  it('that was cut off at its end is one from before: it adds nobody', () => {
    expect(check([one, two])).toEqual({ ok: true });
  });
});

describe('a key log is refused, with its reason', () => {
  const refused: [string, KeyLog, string, number][] = [
    ['without a line', [], 'empty', 0],
    ['whose first line is another', signedLog([stranger, second]), 'root', 1],
    ['without its first line', [two, three], 'sequence', 1],
    ['without a line in the middle', [one, three], 'sequence', 2],
    ['with a line twice', [one, two, two], 'sequence', 3],
    ['with two lines swapped', [one, three, two], 'sequence', 2],
    ['with two lines swapped and numbered anew', [one, { ...three, seq: 2 }, { ...two, seq: 3 }], 'chain', 2],
    ['with the key of one line in another', [one, { ...two, recipient: three.recipient }, three], 'signature', 2],
    [
      'with a line signed by a stranger',
      [one, nextEntry([one], TENANT, second.key, DAY, stranger.signKey)],
      'signer',
      2,
    ],
    [
      'with a line that signs for itself',
      [one, nextEntry([one], TENANT, second.key, DAY, second.signKey)],
      'signer',
      2,
    ],
    ['with a stranger under a known name', [one, { ...two, signature: three.signature }], 'signature', 2],
    [
      'signed by somebody who comes later',
      [one, nextEntry([one], TENANT, second.key, DAY, third.signKey)],
      'signer',
      2,
    ],
    [
      'with a second key for an officer',
      [...LOG, nextEntry(LOG, TENANT, { ...stranger.key, officer: first.key.officer }, DAY, third.signKey)],
      'officer',
      4,
    ],
    [
      'that does not name the line before',
      [one, signedAgain(two, { previous: hashOf(three, TENANT) }, first)],
      'chain',
      2,
    ],
  ];
  it.each(refused)('%s', (_, log, why, seq) => {
    expect(check(log)).toEqual({ ok: false, why, seq });
  });

  it('under the root of another log', () => {
    expect(check(LOG, rootOf(signedLog([stranger])))).toEqual({ ok: false, why: 'root', seq: 1 });
    expect(check(LOG, '')).toEqual({ ok: false, why: 'root', seq: 1 });
  });

  it("that is another school's, also under that school's root", () => {
    const theirs = signedLog([someone('first', 'school-b'), someone('second', 'school-b')], 'school-b');
    expect(check(theirs, ROOT)).toEqual({ ok: false, why: 'root', seq: 1 });
    expect(check(theirs, rootOf(theirs, 'school-b'))).toEqual({ ok: false, why: 'root', seq: 1 });
    expect(check(theirs, rootOf(theirs, 'school-b'), 'school-b')).toEqual({ ok: true });
    // The very same facts, signed for the other school.
    expect(check(signedLog([first], 'school-b'), ROOT)).toEqual({ ok: false, why: 'signature', seq: 1 });
  });

  it('whose first line is signed by somebody else, even when the settings say so', () => {
    const odd = nextEntry([], TENANT, first.key, DAY, stranger.signKey);
    expect(check([odd], rootOf([odd]))).toEqual({ ok: false, why: 'signer', seq: 1 });
  });

  it('under a key of small order, which a loose check lets sign anything', () => {
    const weak = '0100000000000000000000000000000000000000000000000000000000000000';
    const forged = { ...one, verifyKey: weak, signer: weak, signature: `${weak}${'0'.repeat(64)}` };
    expect(check([forged], rootOf([forged]))).toEqual({ ok: false, why: 'signature', seq: 1 });
  });

  it('whatever single thing was changed in whichever line', () => {
    const other: KeyLogEntry = {
      ...{
        seq: 9,
        action: 'retire',
        officer: refOf(TENANT, 'other'),
        recipient: 'other',
        verifyKey: stranger.key.verifyKey,
      },
      ...{ day: '2026-01-01', previous: 'f'.repeat(64), signer: stranger.key.verifyKey, signature: 'ab'.repeat(64) },
    };
    const fields = Object.keys(other) as (keyof KeyLogEntry)[]; // its own keys
    fc.assert(
      fc.property(fc.nat(LOG.length - 1), fc.constantFrom(...fields), (line, field) => {
        const changed = LOG.map((entry, at) => (at === line ? { ...entry, [field]: other[field] } : entry));
        return !check(changed).ok;
      }),
    );
  });

  it('in whichever order but its own, and with whichever line left out but the last', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...LOG], { minLength: 1 }), (lines) => {
        const asBefore = lines.every((entry, at) => entry === LOG[at]);
        return check(lines).ok === asBefore;
      }),
    );
  });
});

describe('a key that goes out of use', () => {
  const retire = (log: KeyLog, who = second, by = first) => [
    ...log,
    nextEntry(log, TENANT, who.key, DAY, by.signKey, 'retire'),
  ];
  const add = (log: KeyLog, key = stranger.key, by = first) => [...log, nextEntry(log, TENANT, key, DAY, by.signKey)];
  const seq = LOG.length + 1;

  it('is in use no more, opens nothing from then on, and its line stays', () => {
    const log = retire(LOG);
    expect(check(log)).toEqual({ ok: true });
    expect(keysInUse(log)).toEqual([one, three]);
    expect(borneOut([first.key, third.key], log)).toBe(true);
    expect(borneOut([second.key], log)).toBe(false);
  });

  it('signs for nobody any more: whoever it vouched for before stays', () => {
    const log = retire(LOG);
    expect(check(add(log, stranger.key, second))).toEqual({ ok: false, why: 'signer', seq: seq + 1 });
    expect(check(retire(log, third, second))).toEqual({ ok: false, why: 'signer', seq: seq + 1 });
    expect(keysInUse(log)).toContain(three);
  });

  it('makes room for another key of the same officer', () => {
    const anew = { ...stranger.key, officer: second.key.officer };
    const log = add(retire(LOG), anew);
    expect(check(log)).toEqual({ ok: true });
    expect(borneOut([anew], log)).toBe(true);
  });

  it('may sign for its own leaving, and the first one may leave too', () => {
    expect(check(retire(LOG, third, third))).toEqual({ ok: true });
    const log = retire(LOG, first, third);
    expect(check(log)).toEqual({ ok: true });
    expect(check(add(log, stranger.key, third))).toEqual({ ok: true });
  });

  it.each<[string, KeyLog, string, number]>([
    ['never comes back', add(retire(LOG), second.key), 'officer', seq + 1],
    [
      'never comes back, not even half of it',
      add(retire(LOG), { ...stranger.key, verifyKey: second.key.verifyKey }),
      'officer',
      seq + 1,
    ],
    [
      'never comes back under another name',
      add(retire(LOG), { ...second.key, officer: stranger.key.officer }),
      'officer',
      seq + 1,
    ],
    ['cannot go twice', retire(retire(LOG)), 'retire', seq + 1],
    ['must be in use', retire(LOG, stranger), 'retire', seq],
    [
      'must be named whole',
      [...LOG, nextEntry(LOG, TENANT, { ...second.key, recipient: 'other' }, DAY, first.signKey, 'retire')],
      'retire',
      seq,
    ],
    ['is not the last one', retire([one], first, first), 'retire', 2],
    ['is not the first line', [nextEntry([], TENANT, first.key, DAY, first.signKey, 'retire')], 'root', 1],
  ])('%s', (_, log, why, at) => {
    expect(check(log)).toEqual({ ok: false, why, seq: at });
  });
});

describe('the readers that a server gives', () => {
  it('are borne out when each key stands in the log under its officer', () => {
    expect(borneOut([first.key, third.key], LOG)).toBe(true);
    expect(borneOut([], LOG)).toBe(true);
  });

  it.each([
    ['a stranger', stranger.key],
    ['another recipient', { ...second.key, recipient: stranger.key.recipient }],
    ['another verify key', { ...second.key, verifyKey: stranger.key.verifyKey }],
    ["a colleague's key under this officer", { ...first.key, officer: second.key.officer }],
  ])('are not borne out with %s among them', (_, reader) => {
    expect(borneOut([first.key, reader], LOG)).toBe(false);
  });
});

describe('the reference of an officer', () => {
  it('is another for each officer and school, and has the form of the wire', () => {
    const refs = [refOf('a', 'x'), refOf('a', 'y'), refOf('b', 'x'), refOf('a","x', '')];
    expect(new Set(refs).size).toBe(refs.length);
    for (const ref of refs) expect(ref).toMatch(/^[0-9a-f]{32}$/);
  });

  it('and the hash of a line stay what they are: what is sealed and set in a school depends on them', () => {
    expect(refOf('tenant', 'officer')).toBe('2f9adf093f756f42236cff90a687849e');
    expect(ROOT).toBe('9e0dff9e8d6e5e01ccc3bdf57d826c49463dd091023b97126df1eaee385e2ca4');
  });
});
