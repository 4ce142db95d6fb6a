import { expect, it } from '@jest/globals';
import { describeReaders } from '../../src/officers/people.ts';

const officer = { name: 'Anna *B*', role: 'officer' } as const;
const deputy = { name: 'Vervanger', role: 'deputy' } as const;

it('names who can open a report, and the recovery sheet only when there is one', () => {
  const without = describeReaders({ readers: [officer, deputy], recovery: null }, 'nl');
  expect(without).toMatch(/^Anna .*B.* \(functionaris sociale media\) en Vervanger \(vervanger\)$/);
  expect(describeReaders({ readers: [deputy], recovery: {} }, 'nl')).toBe(
    'Vervanger (vervanger), en in nood het herstelblad uit de kluis',
  );
  expect(describeReaders({ readers: [deputy], recovery: {} }, 'en')).toMatch(/recovery sheet from the safe$/);
});

it('names nobody when no person can, whatever lies in a safe', () => {
  expect(describeReaders({ readers: [], recovery: {} }, 'nl')).toBe('');
});
