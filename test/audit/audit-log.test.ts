import { describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  AUDIT_ACTIONS,
  type AuditLine,
  auditScope,
  checkAuditLog,
  hashOf,
  headOf,
  isHeadSigned,
  nextLine,
  signHead,
} from '../../src/audit/audit-log.ts';
import { createKeyed } from '../../src/audit/keyed.ts';

const { caseRefOf, scopeOf, openTo } = createKeyed(new Uint8Array(32));
const PLACE = { tenant: 'school-a', scope: 'all' };
const [ANNA, BART] = ['a'.repeat(32), 'b'.repeat(32)];

const event = fc.record({
  day: fc.constantFrom('2026-11-22', '2026-11-23'),
  actor: fc.constantFrom<AuditLine['actor']>(ANNA, BART, 'reporter', 'stranger'),
  action: fc.constantFrom(...AUDIT_ACTIONS),
  caseRef: fc.constantFrom('', caseRefOf('x'), caseRefOf('y')),
});
const log = (least: number) =>
  fc.array(event, { minLength: least, maxLength: 12 }).map((events) => {
    const lines: AuditLine[] = [];
    for (const one of events) lines.push(nextLine(lines.at(-1), one, PLACE));
    return lines;
  });
/** A log, and a place in it. */
const logAndPlace = (least = 1) =>
  log(least).chain((lines) => fc.tuple(fc.constant(lines), fc.nat({ max: lines.length - 1 })));
const knownOf = (lines: readonly AuditLine[]) => [headOf(lines, PLACE) ?? { seq: 0, hash: '' }];

describe('an audit log', () => {
  it('is right as it was written, against every head that it ever had', () => {
    fc.assert(
      fc.property(log(0), (lines) => {
        const heads = lines.map((line) => ({ seq: line.seq, hash: hashOf(line, PLACE) }));
        expect(checkAuditLog(lines, PLACE, heads)).toEqual({ ok: true });
      }),
    );
  });

  it('shows any single change of any line, at that line or the one after it', () => {
    const change = fc.constantFrom<Partial<AuditLine>>(
      { day: '2026-01-01' },
      { actor: 'c'.repeat(32) },
      { caseRef: caseRefOf('z') },
      { previous: 'f'.repeat(64) },
      { seq: 99 },
      ...AUDIT_ACTIONS.map((action) => ({ action })),
    );
    fc.assert(
      fc.property(logAndPlace(), change, ([lines, at], changed) => {
        const before = lines[at] as AuditLine; // the place is one of its own
        const after = { ...before, ...changed };
        fc.pre(JSON.stringify(after) !== JSON.stringify(before));
        const found = checkAuditLog(lines.with(at, after), PLACE, knownOf(lines));
        expect(found.ok).toBe(false);
        expect([at + 1, at + 2]).toContain(found.ok ? 0 : found.seq);
      }),
    );
  });

  it('shows a line that is gone, doubled, or put in between', () => {
    fc.assert(
      fc.property(logAndPlace(), event, ([lines, at], one) => {
        const heads = knownOf(lines);
        const bad = (changed: AuditLine[]) => checkAuditLog(changed, PLACE, heads).ok === false;
        expect(bad(lines.toSpliced(at, 1))).toBe(true);
        expect(bad(lines.toSpliced(at, 0, lines[at] as AuditLine))).toBe(true); // the place is one of its own
        expect(bad(lines.toSpliced(at, 0, nextLine(lines[at - 1], one, PLACE)))).toBe(true);
      }),
    );
  });

  it('names the first line that is missing below a head, and the line that a head is not of', () => {
    fc.assert(
      fc.property(logAndPlace(), event, ([lines, at], one) => {
        const cut = lines.slice(0, at);
        expect(checkAuditLog(cut, PLACE, knownOf(lines))).toEqual({ ok: false, why: 'cut', seq: at + 1 });
        const rewritten = nextLine(cut.at(-1), one, PLACE);
        fc.pre(hashOf(rewritten, PLACE) !== hashOf(lines[at] as AuditLine, PLACE));
        const heads = knownOf(lines.slice(0, at + 1));
        expect(checkAuditLog([...cut, rewritten], PLACE, heads)).toEqual({ ok: false, why: 'head', seq: at + 1 });
      }),
    );
  });

  it('names the rule', () => {
    const first = nextLine(undefined, { day: '2026-11-22', actor: ANNA, action: 'fetched', caseRef: '' }, PLACE);
    const second = nextLine(first, { day: '2026-11-22', actor: BART, action: 'status', caseRef: '' }, PLACE);
    expect(checkAuditLog([second], PLACE)).toEqual({ ok: false, why: 'sequence', seq: 1 });
    expect(checkAuditLog([first, { ...second, seq: 3 }], PLACE)).toEqual({ ok: false, why: 'sequence', seq: 2 });
    expect(checkAuditLog([{ ...first, actor: BART }, second], PLACE)).toEqual({ ok: false, why: 'chain', seq: 2 });
  });

  it('is of one school and one scope: the lines of another do not fit', () => {
    const first = nextLine(undefined, { day: '2026-11-22', actor: ANNA, action: 'fetched', caseRef: '' }, PLACE);
    const second = nextLine(first, { day: '2026-11-22', actor: ANNA, action: 'status', caseRef: '' }, PLACE);
    for (const place of [
      { ...PLACE, tenant: 'school-b' },
      { ...PLACE, scope: scopeOf([ANNA]) },
    ]) {
      expect(checkAuditLog([first, second], place)).toEqual({ ok: false, why: 'chain', seq: 2 });
    }
  });
});

describe('a signed head', () => {
  const signKey = ed25519.utils.randomSecretKey();
  const key = bytesToHex(ed25519.getPublicKey(signKey));
  const head = signHead({ seq: 3, hash: '1'.repeat(64) }, PLACE, ANNA, signKey);

  it('is borne out by the key that signed it, and by no other', () => {
    const other = bytesToHex(ed25519.getPublicKey(ed25519.utils.randomSecretKey()));
    expect(isHeadSigned(head, PLACE.tenant, [other, key])).toBe(true);
    expect(isHeadSigned(head, PLACE.tenant, [other])).toBe(false);
    expect(isHeadSigned(head, PLACE.tenant, [])).toBe(false);
  });

  it.each([
    { scope: scopeOf([BART]) },
    { officer: BART },
    { seq: 2 },
    { hash: '2'.repeat(64) },
    { signature: '0'.repeat(128) },
  ])('is none for anything else: %j', (change) => {
    expect(isHeadSigned({ ...head, ...change }, PLACE.tenant, [key])).toBe(false);
  });

  it('is none for another school', () => {
    expect(isHeadSigned(head, 'school-b', [key])).toBe(false);
  });
});

describe('the log that a case belongs in', () => {
  const CLARA = 'c'.repeat(32);
  const officers = [ANNA, BART, CLARA];

  it('is the same however the officers are ordered, and closed to them alone', () => {
    expect(scopeOf([])).toBe('all');
    expect(scopeOf([BART, ANNA])).toBe(scopeOf([ANNA, BART]));
    const scopes = ['all', scopeOf([ANNA]), scopeOf([BART]), scopeOf([ANNA, CLARA])];
    for (const scope of scopes) expect(auditScope.parse(scope)).toBe(scope);
    expect(openTo(ANNA, scopes, officers)).toEqual(['all', scopeOf([BART])]);
    expect(openTo(BART, scopes, officers)).toEqual(['all', scopeOf([ANNA]), scopeOf([ANNA, CLARA])]);
    expect(openTo(CLARA, scopes, officers)).toEqual(['all', scopeOf([ANNA]), scopeOf([BART])]);
  });

  it('says nothing to whoever has another key, nor does what stands for the case', () => {
    const other = createKeyed(new Uint8Array(32).fill(1));
    expect(other.scopeOf([ANNA])).not.toBe(scopeOf([ANNA]));
    expect(other.caseRefOf('x')).not.toBe(caseRefOf('x'));
    expect(caseRefOf('x')).toMatch(/^[0-9a-f]{64}$/);
  });
});
