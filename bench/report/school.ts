import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf } from '../../src/reports/model.ts';
import { schoolKeyOf } from '../../src/reports/school-key.ts';
import type { Issuer } from '../../src/sandbox/issuer.ts';
import { BOT_APP_ID, DEPUTY, PERSONAS, REPORTS_CHANNEL_ID, TENANT_ID } from '../../src/sandbox/school.ts';
import { freePorts, startAzurite } from '../../test/helpers/azurite.ts';
import { makeOfficers } from './officers.ts';
import { startProgram } from './program.ts';
import { standInForMicrosoft } from './stand-in.ts';

/** More than any measurement takes: the budgets are asked, and never refuse. */
const NO_LIMIT = '100000';

/** The program as a school runs it, in a process of its own, with a real Azurite in another. */
export type School = {
  readonly url: string;
  readonly serviceUrl: string;
  readonly issuer: Issuer;
  readonly storage: string;
  /** The school key of this week. */
  readonly schoolKey: string;
};

/** @param onClose is given what ends each process, also when a later one does not start. */
export async function openSchool(onClose: (close: () => Promise<void>) => void): Promise<School> {
  const officers = await makeOfficers();
  const azurite = await startAzurite();
  onClose(azurite.stop);

  const [port = 0, standInPort = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const appPassword = randomBytes(24).toString('base64url');
  const { issuer, close } = await standInForMicrosoft(standInPort, appPassword, url);
  onClose(close);

  const folder = await mkdtemp(join(tmpdir(), 'bondgenoot-bench-'));
  onClose(() => rm(folder, { recursive: true, force: true }));
  const serviceUrl = `${issuer.authority}/connector`;
  const hashKey = randomBytes(32);
  const settings = {
    ...{ HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: url, SCHOOL_NAME: 'ROC Voorbeeld' },
    ...{ BOT_TENANT_ID: TENANT_ID, BOT_APP_ID, BOT_APP_TYPE: 'SingleTenant', BOT_APP_PASSWORD: appPassword },
    ...{ SANDBOX_AUTHORITY: issuer.authority, BOT_SERVICE_URL: serviceUrl },
    ...{ STORAGE_CONNECTION_STRING: azurite.connectionString, HASH_KEY: hashKey.toString('base64') },
    OFFICER: `${PERSONAS.officer.aadObjectId} ${PERSONAS.officer.name}`,
    DEPUTY: `${DEPUTY.aadObjectId} ${DEPUTY.name}`,
    TEACHERS: PERSONAS.teacher.aadObjectId,
    ...{ REPORTS_CHANNEL_ID, KEY_LOG_ROOT: officers.root, NOTICE_WITHIN_MINUTES: '60' },
    ...{ MEMBER_REPORTS_PER_MINUTE: NO_LIMIT, OPEN_REPORTS_PER_MINUTE: NO_LIMIT, CHAT_REPORTS_PER_MINUTE: NO_LIMIT },
  };
  const program = await startProgram(settings, join(folder, 'program.log'));
  onClose(program.stop);
  await program.ready();
  await officers.register(url, issuer);
  const schoolKey = schoolKeyOf(hashKey, TENANT_ID, dayOf(new Date()));
  return { ...{ url, serviceUrl, issuer, schoolKey }, storage: azurite.connectionString };
}
