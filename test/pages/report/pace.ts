import { scryptSync } from 'node:crypto';
import type { Scrypt } from '../../../src/reports/receipt.ts';
import type { PageFile } from '../../../src/web/pages.ts';

/** How long the page takes over a receipt: as long as it does for people, or no time where that is not the point. */
export type Pace = 'real' | 'quick';

/** What the built page asks of scrypt for a receipt, and what the quick one asks. */
const REAL = 'N:2**17,r:8,p:1';
const QUICK = 'N:2**4,r:8,p:1';

/**
 * The pages as they were built, but for the price of a receipt.
 *
 * @throws when the built page does not ask the price that is expected of it.
 */
export function asQuick(pages: (path: string) => PageFile | undefined): (path: string) => PageFile | undefined {
  const script = pages('/report/report.js');
  const parts = script?.body.toString().split(REAL) ?? [];
  if (!script || parts.length !== 2) throw new Error(`the page asks ${REAL} of scrypt ${parts.length - 1} times`);
  const quick: PageFile = { ...script, body: Buffer.from(parts.join(QUICK)), brotli: undefined };
  return (path) => (path === '/report/report.js' ? quick : pages(path));
}

/** scrypt at the price of either page, to come to the same keys. What our own code asks for does not count here. */
export const scryptAt =
  (pace: Pace): Scrypt =>
  async (password, salt, { dkLen }) => {
    const [N, r, p] = [pace === 'real' ? 2 ** 17 : 2 ** 4, 8, 1];
    return scryptSync(password, salt, dkLen, { N, r, p, maxmem: 256 * N * r });
  };
