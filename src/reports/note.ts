import type { Case } from './case.ts';

/**
 * Writes what was done with a case into the audit log; done when it stands there.
 *
 * @param officerId undefined when it was the reporter.
 * @param once tells a repetition from another time: what is sent again is written once.
 */
export type Note = (
  action: 'fetched' | 'status' | 'answered' | 'resealed' | 'withdrawn' | 'contact-erased',
  of: Pick<Case, 'id' | 'hiddenFrom'>,
  officerId: string | undefined,
  once: string,
) => Promise<void>;
