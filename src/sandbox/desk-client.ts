import { z } from 'zod';
import type { OfficerKey } from '../officers/key.ts';
import { type Desk, desk, type KeyLogEntry } from '../reports/wire.ts';

/** The desk of one officer, by the calls that the desk's page makes. */
export interface DeskClient {
  open(): Promise<Desk>;
  /** Brings a new key. @param root the first line of the key log, when there is none yet. */
  putKey(key: OfficerKey, root?: KeyLogEntry): Promise<void>;
  /** Brings a line for a colleague's key. */
  approve(entry: KeyLogEntry): Promise<void>;
}

/** Signs in at the sandbox's issuer and gives the desk. Its calls throw an error with a sentence for people. */
export async function deskClient(bot: string, authority: string, as: 'officer' | 'deputy'): Promise<DeskClient> {
  const answer = await fetch(`${authority}/tab-token?as=${as}`);
  const { token } = z.object({ token: z.string() }).parse(await answer.json());
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${bot}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Het bureau weigert ${method} ${path} (${response.status}). Zie bot.log.`);
    return response.json();
  };
  return {
    open: async () => desk.parse(await call('GET', '/api/desk')),
    putKey: async ({ wrapped, ...key }, root) => {
      await call('PUT', '/api/desk/key', { ...key, wrapped: Buffer.from(wrapped).toString('base64'), root });
    },
    approve: async (entry) => void (await call('POST', '/api/desk/keys', { entry })),
  };
}
