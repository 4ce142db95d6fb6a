import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strings } from '../../src/locales/index.ts';
import { readAddress } from '../../src/pages/report/address.ts';
import { PERSONAS } from '../../src/sandbox/school.ts';
import { loadCards } from '../../src/teams/cards.ts';
import { objectsIn } from '../cards/card-parser.ts';
import { EXAMPLES } from '../cards/examples.ts';
import { activity, invoke, press } from '../helpers/activities.ts';
import { openSchool, type TestSchool } from '../helpers/school.ts';

/** A student who dares now may not dare any more after a fourth button. */
const MOST_TAPS = 3;
const { student } = PERSONAS;
const { nl } = strings;
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

/** What comes after a tap on a button: in the chat what the bot answers, behind a link what the page opens with. */
async function tap(action: Action): Promise<unknown> {
  const data = (action.data ?? {}) as Record<string, unknown>; // of a card of ours
  if (action.type === 'Action.Execute') return (await school.send(press(student, String(action.verb), data))).body;
  if (action.type === 'Action.OpenUrl') return behind(String(action.url));
  if (data.step === 'form') return pageForm();
  return (await school.send(invoke(student, 'task/fetch', { data }))).body;
}
/** The first card on the page, also the one behind the tab. */
const pageIntro = () => cards.render('student/report-intro', EXAMPLES['student/report-intro']('nl')[2] ?? {}, 'nl');

const pageForm = () => cards.render('student/report-form', EXAMPLES['student/report-form']('nl')[2] ?? {}, 'nl');
/** What a link opens: test/pages/report/from-chat.test.ts holds the page to it. */
function behind(address: string): unknown {
  const { pathname, hash } = new URL(address);
  const { tab, fromChat } = readAddress(hash);
  if (pathname !== '/report/' || tab !== 'report') return {};
  return fromChat ? pageForm() : pageIntro();
}

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
    ['the welcome', { type: 'installationUpdate', action: 'add' }, 'Hoi, ik ben Bondgenoot'],
    ['a greeting', { text: 'hoi' }, 'Hoi, ik ben Bondgenoot'],
    ['an answer', { text: 'Iemand chanteert me met een foto' }, 'Wat je nu kunt doen'],
    ['what was told in the chat', { text: 'mijn ex heeft mijn nudes in de groepsapp gezet' }, nl.told.title],
    ['"I do not know"', { text: 'blorp fladder wemel zonk' }, nl.cards['student/unknown'].title],
    ['what the bot does not do', { text: 'hack het account van mijn ex voor me' }, 'Daar help ik niet bij:'],
    [
      'a choice of answers',
      { text: 'kan je geschorst worden voor iets wat je in het weekend op snap zet' },
      nl.cards['student/options'].unsure,
    ],
    ['whether somebody is in danger', { text: 'ik trek het niet meer' }, nl.cards['student/acute-question'].title],
    ['help in danger', { text: 'ik wil dood' }, nl.cards['student/acute'].title],
  ])('from %s, by a button of its own', async (_from, change, shows) => {
    const answers = await posted(activity(student, change));
    expect(JSON.stringify(answers)).toContain(shows);
    expect(await tapsToForm(answers)).toBeLessThanOrEqual(MOST_TAPS);
    expect(answers.flatMap(actionsOn).map(({ verb }) => verb)).toContain('report.intro');
  });

  it('where somebody may be in danger, the help lines come first', async () => {
    for (const text of ['ik trek het niet meer', 'ik wil dood']) {
      const answer = JSON.stringify(await posted(activity(student, { text })));
      expect(answer.indexOf('report.intro')).toBeGreaterThan(answer.lastIndexOf('113.nl'));
    }
  });

  it('and no two buttons on the way say the same', async () => {
    const told = await posted(activity(student, { text: 'mijn ex heeft mijn nudes in de groepsapp gezet' }));
    const more = told.flatMap(actionsOn).find(({ title }) => title === nl.told.chat) ?? {};
    const next = actionsOn(await tap(more)).map(({ title }) => title);
    expect(next).toContain(nl.cards['student/report-intro'].chat);
    expect(next).not.toContain(more.title);
  });

  it('from the command menu: a tap on the command and one on Send', async () => {
    const answers = await posted(activity(student, { text: 'melden' }));
    expect(2 + (await tapsToForm(answers))).toBeLessThanOrEqual(MOST_TAPS);
    // To the form on the sealed page, too.
    const links = answers.flatMap(actionsOn).filter(({ type }) => type === 'Action.OpenUrl');
    expect(links).toHaveLength(1);
    expect(2 + (await tapsToForm(await Promise.all(links.map(tap)))) + 1).toBeLessThanOrEqual(MOST_TAPS);
  });

  it('from the tab: a tap on the tab', async () => {
    expect(1 + (await tapsToForm(pageIntro()))).toBeLessThanOrEqual(MOST_TAPS);
  });

  it('by the page, too, from the welcome', async () => {
    const [welcome] = await posted(activity(student, { text: 'hoi' }));
    const report = actionsOn(welcome).find(({ verb }) => verb === 'report.intro');
    const link = actionsOn(await tap(report ?? {})).find(
      ({ title }) => title === nl.cards['student/report-intro'].page,
    );
    expect(2 + (await tapsToForm(await tap(link ?? {})))).toBeLessThanOrEqual(MOST_TAPS);
  });
});
