import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { answer } from '../../src/guidelines/answer.ts';
import { loadContent } from '../../src/guidelines/content.ts';
import { TOPICS } from '../../src/guidelines/model.ts';
import { createRanker } from '../../src/guidelines/search.ts';

/**
 * Questions written from the list of topics alone, before anybody looked at the phrasings of the entries. Besides the
 * topics there are `acuut`, `niet-acuut` (a figure of speech) and `buiten-bereik` (nothing that the bot answers).
 */
const questions = readFileSync(join(import.meta.dirname, 'questions.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [topic = '', lang = '', question = ''] = line.split('\t');
    return { topic, lang, question };
  });
const { guidelines } = loadContent(join(import.meta.dirname, '../../content'));
const rank = createRanker(guidelines);
const about = (topic: string) => questions.filter((one) => one.topic === topic);
const real = questions.filter(({ topic }) => TOPICS.some((known) => known === topic));
const share = <T>(all: readonly T[], good: (one: T) => boolean) => all.filter(good).length / all.length;
const answered = (question: string) => answer(question, rank);
const direct = real.flatMap(({ topic, question }) => {
  const found = answered(question);
  return found.kind === 'direct' ? [{ topic, question, found: found.entry.topic }] : [];
});

describe('the questions', () => {
  it('are about every topic, in both languages, and none is a phrasing of an entry', () => {
    expect(questions.length).toBeGreaterThanOrEqual(120);
    for (const topic of TOPICS) expect(about(topic).length).toBeGreaterThanOrEqual(2);
    expect(share(real, ({ lang }) => lang === 'en')).toBeGreaterThan(0.15);
    expect(questions.filter(({ lang }) => lang !== 'nl' && lang !== 'en')).toEqual([]);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
  });
});

// The floors stand a little under what was measured, so that a change that makes answers worse is seen.
describe('the answers', () => {
  it('put the right topic first', () => {
    expect(share(real, ({ topic, question }) => rank(question)[0]?.entry.topic === topic)).toBeGreaterThanOrEqual(0.85);
  });

  it('put the right topic among the first three', () => {
    const inThree = ({ topic, question }: (typeof real)[number]) =>
      rank(question)
        .slice(0, 3)
        .some(({ entry }) => entry.topic === topic);
    expect(share(real, inThree)).toBeGreaterThanOrEqual(0.94);
  });

  it('are right when they are given directly', () => {
    expect(share(direct, ({ topic, found }) => topic === found)).toBeGreaterThanOrEqual(0.88);
  });

  it('are given directly to most questions', () => {
    expect(direct.length / real.length).toBeGreaterThanOrEqual(0.75);
  });

  it('offer the right topic, directly or to choose from, to nearly every question', () => {
    const offered = ({ topic, question }: (typeof real)[number]) => {
      const found = answered(question);
      if (found.kind === 'acute') return false;
      const entries = found.kind === 'direct' ? [found.entry, ...found.others] : found.others;
      return entries.some((entry) => entry.topic === topic);
    };
    expect(share(real, offered)).toBeGreaterThanOrEqual(0.93);
  });

  it('are never given directly to a question about something else', () => {
    expect(about('buiten-bereik').filter(({ question }) => answered(question).kind === 'direct')).toEqual([]);
  });

  it('are an honest "I do not know" to half of what is about something else', () => {
    const nothing = ({ question }: { question: string }) => {
      const found = answered(question);
      return found.kind === 'unknown' && found.others.length === 0;
    };
    expect(share(about('buiten-bereik'), nothing)).toBeGreaterThanOrEqual(0.5);
  });

  it('are the acute answer to every acute question, and to no other', () => {
    expect(about('acuut').filter(({ question }) => answered(question).kind !== 'acute')).toEqual([]);
    const others = questions.filter(({ topic }) => topic !== 'acuut');
    expect(others.filter(({ question }) => answered(question).kind === 'acute')).toEqual([]);
  });
});

describe('the ranker', () => {
  it('finds every entry by its own title, in both languages', () => {
    for (const entry of guidelines) {
      for (const locale of ['nl', 'en'] as const) {
        expect({ title: entry.text[locale].title, found: rank(entry.text[locale].title)[0]?.entry.id }).toEqual({
          title: entry.text[locale].title,
          found: entry.id,
        });
      }
    }
  });

  it.each([
    ['iemand chanteert me met een foto', 'iemand chantert me met een fotoo'],
    ['mijn snapchat account is gehackt', 'mijn snap acc is gehackt'],
    ['MAG IK EEN NUDE DOORSTUREN', 'mag ik een nude doorsturen???'],
  ])('%s is the same question as: %s', (one, other) => {
    expect(rank(other)[0]?.entry.topic).toBe(rank(one)[0]?.entry.topic);
    expect(rank(one)[0]?.score).toBeGreaterThan(0.45);
  });

  it('gives scores from 0 to 1, best first, and every entry once', () => {
    const found = rank('er is een foto van mij gelekt');
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.max(...scores)).toBeLessThanOrEqual(1.000001);
    expect(new Set(found.map(({ entry }) => entry.id)).size).toBe(found.length);
  });

  it.each(['', '?', '12', '😀'])('gives nothing worth offering for "%s"', (question) => {
    expect(answered(question)).toEqual({ kind: 'unknown', others: [] });
  });
});

it('danger words come before any search', () => {
  const never = () => {
    throw new Error('searched');
  };
  expect(answer('ik wil niet meer leven', never)).toEqual({ kind: 'acute' });
});
