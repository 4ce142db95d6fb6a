import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { PERSONAS } from '../../src/sandbox/school.ts';
import { loadCards } from '../../src/teams/cards.ts';
import { objectsIn } from '../cards/card-parser.ts';
import { EXAMPLES } from '../cards/examples.ts';
import { activity, invoke, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

/** A student who dares now may not dare any more after a fourth button. */
const MOST_TAPS = 3;
const { student } = PERSONAS;
const cards = loadCards(join(import.meta.dirname, '../../cards'));
let school: TestSchool;
beforeAll(async () => {
  school = await openSchool();
  await school.makeOfficerKey();
});
afterAll(() => school.close());

type Action = Record<string, unknown>;
const actionsOn = (card: unknown): Action[] =>
  objectsIn(card).filter(({ type }) => String(type).startsWith('Action.') && type !== 'Action.ToggleVisibility');
const isForm = (card: unknown) => objectsIn(card).some(({ type, id }) => type === 'Input.ChoiceSet' && id === 'about');

/** What comes after a tap on a button: in the chat what the bot answers, behind a link to the page its introduction. */
async function tap(action: Action): Promise<unknown> {
  const data = (action.data ?? {}) as Record<string, unknown>; // of a card of ours
  if (action.type === 'Action.Execute') return (await school.send(press(student, String(action.verb), data))).body;
  if (action.type === 'Action.OpenUrl') {
    const page = new URL(String(action.url)).pathname === '/report/' && !String(action.url).includes('#answers');
    return page ? pageIntro() : {};
  }
  if (data.step === 'form')
    return cards.render('student/report-form', EXAMPLES['student/report-form']('nl')[2] ?? {}, 'nl');
  return (await school.send(invoke(student, 'task/fetch', { data }))).body;
}
/** The first card on the page, also the one behind the tab. */
const pageIntro = () => cards.render('student/report-intro', EXAMPLES['student/report-intro']('nl')[2] ?? {}, 'nl');

/** The fewest taps from a card to a form for a report, whichever buttons one presses. */
async function tapsToForm(card: unknown): Promise<number> {
  let now = [card];
  for (let taps = 0; taps <= MOST_TAPS; taps++) {
    if (now.some(isForm)) return taps;
    now = await Promise.all(now.flatMap(actionsOn).map(tap));
  }
  return Number.POSITIVE_INFINITY;
}
/** The cards that the bot posts after this. */
const posted = async (sent: unknown) => {
  const before = school.microsoft.calls.length;
  await school.send(sent);
  return school.microsoft.calls.slice(before).map(({ body }) => body);
};

describe('the form for a report is never more than three taps away', () => {
  it.each([
    ['the welcome', { type: 'installationUpdate', action: 'add' }],
    ['a greeting', { text: 'hoi' }],
    ['an answer', { text: 'Iemand chanteert me met een foto' }],
    ['what was told in the chat', { text: 'mijn ex heeft mijn nudes in de groepsapp gezet' }],
    ['"I do not know"', { text: 'in welk lokaal heb ik wiskunde' }],
  ])('from %s', async (_from, change) => {
    const answers = await posted(activity(student, change));
    expect(answers).not.toEqual([]);
    expect(await tapsToForm(answers)).toBeLessThanOrEqual(MOST_TAPS);
  });

  it('from the command menu: a tap on the command and one on Send', async () => {
    const answers = await posted(activity(student, { text: 'melden' }));
    expect(2 + (await tapsToForm(answers))).toBeLessThanOrEqual(MOST_TAPS);
  });

  it('from the tab: a tap on the tab', async () => {
    expect(1 + (await tapsToForm(pageIntro()))).toBeLessThanOrEqual(MOST_TAPS);
  });

  it('by the page, too, from the welcome', async () => {
    const [welcome] = await posted(activity(student, { text: 'hoi' }));
    const report = actionsOn(welcome).find(({ verb }) => verb === 'report.intro');
    const link = actionsOn(await tap(report ?? {})).find(
      ({ title }) => title === strings.nl.cards['student/report-intro'].page,
    );
    expect(2 + (await tapsToForm(await tap(link ?? {})))).toBeLessThanOrEqual(MOST_TAPS);
  });
});
