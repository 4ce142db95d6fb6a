import { describe, expect, it } from '@jest/globals';
import { createAnswerer } from '../../src/guidelines/answer.ts';
import type { Candidate } from '../../src/guidelines/candidates.ts';
import type { FixedReply, Guideline } from '../../src/guidelines/model.ts';

// Nothing else of an entry or a reply is looked at.
const guideline = (
  id: string,
  topic: Guideline['topic'],
  audience: Guideline['audience'] = ['student'],
): Candidate => ({
  kind: 'guideline',
  guideline: { id, topic, audience } as Guideline,
});
const reply = (id: string, kind: FixedReply['kind']): Candidate => ({
  kind: 'reply',
  reply: { id, kind } as FixedReply,
});
const leak = guideline('leak', 'foto-gelekt');
const leakToo = guideline('leak-too', 'foto-gelekt');
const police = guideline('police', 'aangifte-politie-halt');
const bullied = guideline('bullied', 'online-pesten');
const evidence = guideline('evidence', 'bewijs');
const lesson = guideline('lesson', 'staf-les-praten', ['staff']);
const thanks = reply('thanks', 'small-talk');
const hack = reply('harm-hack', 'decline');
const danger: Candidate = { kind: 'danger' };
const harmless: Candidate = { kind: 'harmless' };
const outOfScope: Candidate = { kind: 'out-of-scope' };

/** Chances as good as the scores: score 0.5 of 1 is a chance of a half. */
const calibration = { inScope: [0, 1], right: [0, 1] };
/** An answerer whose ranker always gives these scores. */
const withScores = (...scores: [Candidate, number][]) =>
  createAnswerer(
    () => scores.map(([entry, score]) => ({ entry, score })).sort((a, b) => b.score - a.score),
    calibration,
  );
const decided = (...scores: [Candidate, number][]) => withScores(...scores).answer('een vraag');
const ids = (entries: readonly Guideline[]) => entries.map(({ id }) => id);

describe('the decision', () => {
  it('is the entry when it is surely right, with others about something else beside it', () => {
    const answer = decided([leak, 0.85], [leakToo, 0.08], [police, 0.04], [bullied, 0.02], [outOfScope, 0.01]);
    expect(answer).toMatchObject({ kind: 'direct', entry: { id: 'leak' } });
    expect(answer.kind === 'direct' && ids(answer.others)).toEqual(['police', 'bullied']);
  });

  it('counts what another entry of the same subject has for the subject', () => {
    expect(decided([leak, 0.45], [leakToo, 0.45], [police, 0.1])).toMatchObject({ kind: 'direct' });
    expect(decided([leak, 0.45], [police, 0.45], [leakToo, 0.1])).toMatchObject({ kind: 'options' });
  });

  it('is three subjects to choose from when in doubt, one entry of each', () => {
    const answer = decided([leak, 0.3], [leakToo, 0.25], [police, 0.2], [bullied, 0.15], [evidence, 0.1]);
    expect(answer.kind === 'options' && ids(answer.options)).toEqual(['leak', 'police', 'bullied']);
  });

  it('is an honest "I do not know" when the question is likelier about something else', () => {
    expect(decided([leak, 0.4], [outOfScope, 0.6])).toEqual({ kind: 'unknown' });
    expect(decided([outOfScope, 1])).toEqual({ kind: 'unknown' });
    expect(decided()).toEqual({ kind: 'unknown' });
  });

  it('is never sure of an entry when it is not sure that it can answer', () => {
    expect(decided([leak, 0.6], [outOfScope, 0.4]).kind).not.toBe('direct');
  });

  it('is small talk when that is likely, a refusal only when that is sure', () => {
    expect(decided([thanks, 0.75], [leak, 0.25])).toMatchObject({ kind: 'reply', reply: { id: 'thanks' } });
    expect(decided([hack, 0.75], [leak, 0.25]).kind).not.toBe('reply');
    expect(decided([hack, 0.95], [leak, 0.05])).toMatchObject({ kind: 'reply', reply: { id: 'harm-hack' } });
  });

  it('leaves out what is not for the one who asks', () => {
    const answerer = withScores([lesson, 0.9], [leak, 0.1]);
    expect(answerer.answer('een vraag')).toMatchObject({ kind: 'direct', entry: { id: 'lesson' } });
    const forStudents = answerer.answer('een vraag', ({ audience }) => audience.includes('student'));
    expect(JSON.stringify(forStudents)).not.toContain('lesson');
  });
});

describe('danger', () => {
  it('that the rule sees comes before any search', () => {
    const { answer } = createAnswerer(() => {
      throw new Error('searched');
    }, calibration);
    expect(answer('ik wil niet meer leven')).toEqual({ kind: 'acute', sure: true });
  });

  it('that the rule doubts about is asked gently, with what else is likely', () => {
    const { answer } = withScores([police, 0.6], [leak, 0.39], [bullied, 0.01]);
    const asked = answer('ik trek het niet meer');
    expect(asked).toMatchObject({ kind: 'acute', sure: false });
    expect(asked.kind === 'acute' && !asked.sure && ids(asked.others)).toEqual(['police', 'leak']);
  });

  it('that only the examples show is asked gently too', () => {
    expect(decided([danger, 0.6], [leak, 0.4])).toMatchObject({ kind: 'acute', sure: false });
    expect(decided([leak, 0.75], [danger, 0.25])).toMatchObject({ kind: 'acute', sure: false });
    expect(decided([leak, 0.9], [danger, 0.1])).toMatchObject({ kind: 'direct' });
  });

  it('is not asked about when it only sounds so', () => {
    expect(decided([harmless, 0.8], [danger, 0.1], [leak, 0.1]).kind).not.toBe('acute');
  });
});

it('the entries of a topic are given in the order in which they fit', () => {
  const { within } = withScores([police, 0.5], [leakToo, 0.3], [leak, 0.2]);
  expect(ids(within('foto-gelekt', 'en dan?', () => true))).toEqual(['leak-too', 'leak']);
  expect(within('foto-gelekt', 'en dan?', () => false)).toEqual([]);
});
