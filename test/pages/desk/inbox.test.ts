import { describe, expect, it } from '@jest/globals';
import { type Filter, filterCases, type Known, NO_FILTER } from '../../../src/pages/desk/inbox/filter.ts';
import { openTexts } from '../../../src/pages/desk/inbox/open-texts.ts';
import { inboxOf } from '../../../src/pages/desk/inbox/order.ts';
import { type CaseText, found, NOTHING_OPENED, plain, textOf } from '../../../src/pages/desk/inbox/search.ts';
import { DeskError } from '../../../src/pages/desk/trouble.ts';
import type { OpenedCase } from '../../../src/pages/desk/vault/calls.ts';
import { type CaseId, caseId } from '../../../src/reports/model.ts';
import type { CaseFile, CaseSummary } from '../../../src/reports/wire.ts';
import { REPORT } from './sealed-case.ts';

const TODAY = '2026-11-22';
const idOf = (name: string): CaseId => caseId.parse(name.padEnd(26, '0'));
const summary = (name: string, given: Partial<CaseSummary> = {}): CaseSummary => ({
  ...{ id: idOf(name), day: TODAY, status: 'new', acute: false, member: true, news: false },
  ...{ keyEpoch: 1, readersEpoch: 1, version: '1' },
  ...given,
});
const text = (words: string, given: Partial<CaseText> = {}): CaseText => ({
  ...{ subject: 'leaked', words: plain(words), complete: true },
  ...given,
});

const CASES = [
  summary('AAAA', { day: '2026-11-22' }),
  summary('BBBB', { day: '2026-11-19', status: 'in-progress', owner: 'me' }),
  summary('CCCC', { day: '2026-11-18', status: 'waiting', owner: 'other' }),
  summary('DDDD', { day: '2026-10-01', status: 'closed', owner: 'me' }),
  summary('EEEE', { day: '2026-09-01', status: 'withdrawn' }),
];
const names = (cases: readonly CaseSummary[]) => cases.map(({ id }) => id[0]).join('');
const known = (texts: Record<string, CaseText> = {}): Known => ({
  ...{ me: 'me', today: TODAY },
  textOf: ({ id }) => texts[id[0] ?? ''],
});
const filtered = (filter: Partial<Filter>, texts?: Record<string, CaseText>, cases = CASES) =>
  filterCases(cases, { ...NO_FILTER, ...filter }, known(texts));

describe('the filter of the inbox', () => {
  it.each<[Partial<Filter>, string]>([
    [{}, 'ABCDE'],
    [{ state: 'open' }, 'ABC'],
    [{ state: 'new' }, 'A'],
    [{ state: 'withdrawn' }, 'E'],
    [{ owner: 'mine' }, 'BD'],
    [{ owner: 'nobody' }, 'AE'],
    [{ age: 3 }, 'CDE'],
    [{ age: 30 }, 'DE'],
    [{ owner: 'mine', state: 'closed', age: 14 }, 'D'],
    [{ query: 'bbb' }, 'B'],
    [{ subject: 'leaked' }, ''],
  ])('leaves with %j: %s', (filter, left) => {
    expect(names(filtered(filter).shown)).toBe(left);
  });

  it('counts every state with the rest of the filter as it is', () => {
    const { counts } = filtered({ state: 'closed', owner: 'mine' });
    expect(counts).toEqual({ all: 2, open: 1, new: 0, 'in-progress': 1, waiting: 0, closed: 1, withdrawn: 0 });
  });

  it('knows topic and text of opened cases only', () => {
    const texts = { A: text('Iets op Snapchat'), C: text('Iets anders', { subject: 'bullying' }) };
    expect(names(filtered({ subject: 'bullying' }, texts).shown)).toBe('C');
    expect(names(filtered({ query: 'iets' }, texts).shown)).toBe('AC');
    expect(names(filtered({ query: 'iets', subject: 'leaked' }, texts).shown)).toBe('A');
  });

  it.each<Partial<Filter>>([
    { state: 'closed' },
    { age: 3 },
    { query: 'nergens' },
    { subject: 'other' },
    { owner: 'mine' },
  ])('tells of a new acute case that %j hides, and of no other', (filter) => {
    const cases = [
      ...CASES,
      summary('XXXX', { acute: true }),
      summary('YYYY', { acute: true, status: 'in-progress', owner: 'other' }),
    ];
    expect(names(filtered(filter, {}, cases).hiddenAcute)).toBe('X');
    expect(names(filtered({ state: 'new' }, {}, cases).hiddenAcute)).toBe('');
  });
});

describe('the order of the inbox', () => {
  it('has what is done apart and what is acute first, whichever way the days go', () => {
    const cases = [...CASES, summary('XXXX', { acute: true, day: '2026-11-19' })];
    const both = (order: 'newest' | 'oldest') => {
      const { open, done } = inboxOf(cases, order);
      return [names(open), names(done)];
    };
    expect(both('newest')).toEqual(['XABC', 'DE']);
    expect(both('oldest')).toEqual(['XCBA', 'ED']);
  });
});

const OPENED: OpenedCase = {
  ...{ report: { ok: true, value: REPORT }, contact: { ok: true, value: { contact: 'Zoë', nudge: 'adres' } } },
  ...{ withdrawal: 'none', receipt: 'genuine', hiddenFrom: [], keyLogHolds: true, messages: [] },
};
const opened = (given: Partial<OpenedCase>) => textOf({ ...OPENED, ...given });
const message = { id: 'm', from: 'reporter', day: TODAY, by: undefined } as const;

describe('searching in text', () => {
  it('minds neither capitals nor accents, and wants every word', () => {
    const one = text('In de CAFÉ-groep\nvan Zoë');
    for (const query of ['cafe', 'Café', 'CAFE-GROEP', 'zoe groep', '  zoë\tin ', '12a', '']) {
      expect([query, found(query)('12ABC', one)]).toEqual([query, true]);
    }
    for (const query of ['cafes', 'zoe klas']) expect([query, found(query)('12ABC', one)]).toEqual([query, false]);
  });

  it('looks in story, place, wish, contact and messages, and not where a sign is sent to', () => {
    const genuine = { ...message, kind: 'genuine', text: 'Een vervolg.', signedBy: 'x', gap: false } as const;
    const report = {
      ok: true,
      value: { ...REPORT, story: 'het verhaal', where: 'een app', wish: 'een wens' },
    } as const;
    const { words, subject, complete } = opened({ report, messages: [genuine, { ...message, kind: 'forged' }] });
    expect(words.split('\n')).toEqual(['het verhaal', 'een app', 'een wens', 'zoe', 'een vervolg.']);
    expect({ subject, complete }).toEqual({ subject: 'leaked', complete: true });
  });

  it('knows what did not open, and that a withdrawn report has nothing to open', () => {
    const gone = { ok: false, why: 'gone' } as const;
    expect(opened({ report: gone }).complete).toBe(false);
    expect(opened({ contact: gone })).toMatchObject({ complete: false, subject: 'leaked' });
    expect(opened({ messages: [{ ...message, kind: 'damaged' }] }).complete).toBe(false);
    expect(opened({ report: gone, withdrawal: 'not-genuine' }).complete).toBe(false);
    expect(opened({ report: gone, contact: 'missing', withdrawal: 'genuine' }).complete).toBe(true);
  });
});

describe('opening cases to search in', () => {
  const school = { tenant: 't', readers: [], recovery: null, keyLog: [], keyLogRoot: '' };
  const opener = (fetch: (id: CaseId) => void, open: () => Promise<OpenedCase> = async () => OPENED) => ({
    school,
    api: {
      caseFile: async (id: CaseId) => {
        fetch(id);
        return {} as CaseFile; // only handed on to the vault, which is not a real one either
      },
    },
    vault: { ask: open as never }, // the only call there is
  });
  const run = async (given: ReturnType<typeof opener>, stop = new AbortController()) => {
    const texts = new Map<string, CaseText>();
    await openTexts(CASES, given, stop.signal, ({ id }, one) => texts.set(id[0] ?? '', one));
    return texts;
  };

  it.each(['missing', 'unexpected', 'worker'] as const)('goes on after a case with trouble `%s`', async (kind) => {
    const texts = await run(
      opener((id) => {
        if (id.startsWith('B')) throw new DeskError(kind);
      }),
    );
    expect([...texts.keys()].sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect([texts.get('B'), texts.get('C')?.complete]).toEqual([NOTHING_OPENED, true]);
  });

  it.each(['offline', 'signed-out', 'forbidden', 'unavailable'] as const)('ends at trouble `%s`', async (kind) => {
    const asked: string[] = [];
    const given = opener((id) => {
      asked.push(id);
      throw new DeskError(kind);
    });
    await expect(run(given)).rejects.toMatchObject({ kind });
    expect(asked.length).toBeLessThan(CASES.length);
  });

  it('asks nothing of the vault and keeps nothing once it is stopped', async () => {
    const stop = new AbortController();
    let opens = 0;
    const given = opener(
      () => stop.abort(),
      async () => {
        opens++;
        return OPENED;
      },
    );
    expect((await run(given, stop)).size).toBe(0);
    expect(opens).toBe(0);
  });
});
