import { describe, expect, it } from '@jest/globals';
import { followUpOf } from '../../src/guidelines/follow-up.ts';

describe('a follow-up', () => {
  it.each([
    'in english please',
    'English please',
    'In het Engels',
    'kan dit ook in het engels?',
    'can you say that in English',
    'engels graag',
    'translate to english',
  ])('asks for English: %s', (message) => {
    expect(followUpOf(message)).toEqual({ kind: 'language', locale: 'en' });
  });

  it.each(['in het Nederlands', 'nederlands aub', 'in Dutch please', 'kan je dat in het nederlands zeggen'])(
    'asks for Dutch: %s',
    (message) => {
      expect(followUpOf(message)).toEqual({ kind: 'language', locale: 'nl' });
    },
  );

  it.each([
    'en als ik 17 ben?',
    'En mijn ouders dan',
    'maar hij is al 18',
    'what if I am 17',
    'and my parents?',
    'wat als hij het nog een keer doet',
    'waarom?',
    'ok maar hij is al 18',
    'is that also illegal',
    'even if he deleted it',
  ])('goes on: %s', (message) => {
    expect(followUpOf(message)).toEqual({ kind: 'more' });
  });

  it.each([
    '',
    'mijn foto is gelekt',
    'someone leaked my photo',
    'mijn cijfer voor engels is fout',
    'ik heb engels in lokaal 3',
    'can I get my english grade',
    'en toen stuurde hij die foto door naar iedereen in de groepsapp van onze klas',
    'enzo',
    'andere school',
    'butter',
    'waarom is een naaktfoto doorsturen strafbaar',
  ])('is not: %s', (message) => {
    expect(followUpOf(message)).toBeUndefined();
  });
});
