import { expect, it } from '@jest/globals';
import { deriveReceipt, newReceipt } from '../../src/reports/receipt.ts';
import { createScrypt } from '../../src/reports/scrypt.ts';

it('the server and the browser derive the same from a receipt', async () => {
  const receipt = newReceipt();
  expect(await deriveReceipt(receipt, 'a-tenant', createScrypt())).toEqual(await deriveReceipt(receipt, 'a-tenant'));
});

it('more derivations than run at once all come to an end', async () => {
  const scrypt = createScrypt();
  const cost = { N: 2 ** 17, r: 8, p: 1, dkLen: 32 } as const;
  const keys = await Promise.all(
    [1, 2, 3, 4, 5].map((salt) => scrypt(new Uint8Array([1]), new Uint8Array([salt]), cost)),
  );
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(5);
});
