import { createAuditStore } from '../src/audit/audit.store.ts';
import { verifyLogs } from '../src/audit/verify.ts';
import { ConfigError, loadConfig } from '../src/config.ts';
import { checkKeyLog } from '../src/officers/keylog.ts';
import { createOfficerStore } from '../src/officers/officers.store.ts';
import { connectStorage } from '../src/storage/client.ts';
import { openTable } from '../src/storage/tables.ts';

/** What each fault means, for whoever runs this. */
const MEANING = {
  sequence: 'is missing, or stands twice',
  chain: 'does not follow the line before it: one of both was changed',
  head: 'is not the line that an officer signed for: it or a line before it was changed',
  cut: 'is gone: an officer signed for it or for a line after it',
  signature: 'has a signed head that no key of that officer signed',
} as const;

/** Checks the key log, then every audit log and the heads in it. Gives what is wrong, in words. */
async function problems(): Promise<string[]> {
  const { storage, tenantId, keyLogRoot } = loadConfig(process.env);
  const clients = connectStorage(storage);
  const keyLog = await createOfficerStore(await openTable(clients, 'keys')).log();
  if (keyLogRoot === undefined) return ['KEY_LOG_ROOT is missing: without it nobody knows whose signatures count.'];
  const keys = checkKeyLog(keyLog, tenantId, keyLogRoot);
  // Without a key log that holds, a signature under a head proves nothing.
  if (!keys.ok) return [`Key log: line ${keys.seq} is not right (${keys.why}).`];
  const keysOf = (officer: string) => keyLog.filter((line) => line.officer === officer).map((line) => line.verifyKey);
  const logs = await verifyLogs(createAuditStore(await openTable(clients, 'audit'), tenantId), tenantId, keysOf);
  for (const { scope, lines, heads } of logs) {
    const signed = Math.max(0, ...heads.map(({ seq }) => seq));
    console.log(`Audit log ${scope}: ${lines.length} lines, signed for up to line ${signed}.`);
  }
  return logs.flatMap(({ scope, wrong }) =>
    wrong ? [`Audit log ${scope}: line ${wrong.seq} ${MEANING[wrong.why]} (${wrong.why}).`] : [],
  );
}

try {
  const found = await problems();
  for (const one of found) console.error(one);
  if (found.length === 0) console.log('The audit log is right.');
  process.exitCode = found.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof ConfigError ? `These settings are not right:\n${error.message}` : error);
  process.exitCode = 1;
}
