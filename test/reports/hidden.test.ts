import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHiding } from '../../src/reports/hidden.ts';
import { type CaseId, MOST_HIDDEN, newCaseId } from '../../src/reports/model.ts';

const KEY = new Uint8Array(32).fill(7);
const refOf = (officerId: string) => createHash('sha256').update(officerId).digest('hex').slice(0, 32);
const hiding = createHiding({ hashKey: KEY, refOf });
const officers = ['officer', 'deputy', 'another', 'one-more'];

const someOfficers = fc.subarray(officers);
const id = newCaseId();

describe('a case that is hidden', () => {
  it('is hidden from those whom the reporter left out and from nobody else', () => {
    fc.assert(
      fc.property(someOfficers, (left) => {
        const hiddenFrom = hiding.tokensFor(id, left.map(refOf));
        for (const officer of officers) {
          expect(hiding.isHiddenFrom({ id, hiddenFrom }, officer)).toBe(left.includes(officer));
        }
        expect(hiding.isHiddenFrom({ id, hiddenFrom }, 'appointed-later')).toBe(false);
      }),
    );
  });

  it('looks like any other, and names nobody', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(someOfficers, (left) => {
        const text = hiding.tokensFor(newCaseId(), left.map(refOf));
        expect(text).toMatch(/^[0-9a-f]{32}( [0-9a-f]{32}){3}$/);
        const tokens = text.split(' ');
        expect(new Set(tokens).size).toBe(MOST_HIDDEN);
        for (const officer of officers) expect(text).not.toContain(refOf(officer));
        // The same officer has another token in each case, so cases cannot be compared.
        for (const token of tokens) expect(seen.has(token)).toBe(false);
        for (const token of tokens) seen.add(token);
      }),
    );
  });

  it('does not show by their places which tokens stand for officers', () => {
    const places = new Set<number>();
    for (let cases = 0; cases < 200; cases++) {
      const one = newCaseId();
      const [withOne, again] = [hiding.tokensFor(one, [refOf('officer')]), hiding.tokensFor(one, [refOf('officer')])];
      const real = withOne.split(' ').filter((token) => again.includes(token));
      expect(real).toHaveLength(1); // the rest is random each time
      places.add(withOne.split(' ').indexOf(real[0] ?? ''));
    }
    expect([...places].sort()).toEqual([0, 1, 2, 3]);
  });

  it('cannot be recognised without the hash key', () => {
    const other = createHiding({ hashKey: new Uint8Array(32).fill(8), refOf });
    const hiddenFrom = hiding.tokensFor(id, officers.map(refOf));
    for (const officer of officers) expect(other.isHiddenFrom({ id, hiddenFrom }, officer)).toBe(false);
  });

  it("is not hidden by another case's tokens", () => {
    const hiddenFrom = hiding.tokensFor(newCaseId(), officers.map(refOf));
    for (const officer of officers) expect(hiding.isHiddenFrom({ id, hiddenFrom }, officer)).toBe(false);
  });

  it('takes somebody who is named twice once, and refuses more than can be hidden', () => {
    const twice = hiding.tokensFor(id, [...officers, ...officers].map(refOf));
    expect(twice.split(' ')).toHaveLength(MOST_HIDDEN);
    expect(() => hiding.tokensFor(id, [...officers, 'a fifth'].map(refOf))).toThrow(RangeError);
  });

  it('is hidden from nobody when the row says nothing', () => {
    expect(hiding.isHiddenFrom({ id: '' as CaseId, hiddenFrom: '' }, 'officer')).toBe(false); // as damaged as a row can be
  });
});
