import type { Report } from '../../../reports/model.ts';
import type { OpenedCase } from '../vault/calls.ts';

export type Subject = Report['subject'];

/** What is kept of an opened case to search in, in memory and for as long as the desk is unlocked. */
export type CaseText = {
  readonly subject: Subject | undefined;
  /** Everything people wrote in it, as {@link plain} makes it. */
  readonly words: string;
  /** Whether all of it opened. */
  readonly complete: boolean;
};

/** Stands for a case of which nothing opened. */
export const NOTHING_OPENED: CaseText = { subject: undefined, words: '', complete: false };

/** Text without capitals and accents, so that `café` is found as `Cafe`. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What there is to search in an opened case. Text that nobody signed is not part of it. */
export function textOf({ report, contact, withdrawal, messages }: OpenedCase): CaseText {
  const given = typeof contact === 'object' ? contact : undefined;
  const written = [
    ...(report.ok ? [report.value.story, report.value.where, report.value.wish] : []),
    ...(given?.ok ? [given.value.contact] : []),
    ...messages.flatMap((message) => (message.kind === 'genuine' ? [message.text] : [])),
  ];
  const opens = (report.ok && given?.ok !== false) || withdrawal === 'genuine'; // a withdrawn report has no text to open
  return {
    subject: report.ok ? report.value.subject : undefined,
    words: plain(written.join('\n')),
    complete: opens && messages.every(({ kind }) => kind !== 'damaged'),
  };
}

/**
 * Makes a search of what an officer typed: every word must occur, whole or as a part of a word, in any order.
 *
 * @returns whether a case with this number and text, if it was opened, is found. Without words everything is.
 */
export function found(query: string): (number: string, text: CaseText | undefined) => boolean {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  return (number, text) => {
    const words = `${plain(number)}\n${text?.words ?? ''}`;
    return wanted.every((word) => words.includes(word));
  };
}
