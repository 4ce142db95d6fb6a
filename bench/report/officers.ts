import { createOfficerKey, type OfficerKey } from '../../src/officers/key.ts';
import { hashOf, nextEntry, refOf } from '../../src/officers/keylog.ts';
import { dayOf } from '../../src/reports/model.ts';
import { type Issuer, tabToken } from '../../src/sandbox/issuer.ts';
import { DEPUTY, PERSONAS, type Person, TENANT_ID } from '../../src/sandbox/school.ts';

const PASSPHRASE = 'zes woorden voor deze ene meting';

/** The officer and the deputy. */
export const OFFICERS = 2;

/** Both with keys, so that every report is sealed to two people. */
export type OfficersToBe = {
  /** The hash of the first line of their key log: a setting of the program. */
  readonly root: string;
  /** Gives the running program both keys, by the calls of the desk. */
  readonly register: (url: string, issuer: Issuer) => Promise<void>;
};

export async function makeOfficers(): Promise<OfficersToBe> {
  const day = dayOf(new Date());
  const officer = await createOfficerKey(PASSPHRASE);
  const deputy = await createOfficerKey(PASSPHRASE);
  const keyOf = ({ aadObjectId }: Person, { recipient, verifyKey }: OfficerKey) => ({
    ...{ officer: refOf(TENANT_ID, aadObjectId), recipient, verifyKey },
  });
  const first = nextEntry([], TENANT_ID, keyOf(PERSONAS.officer, officer.key), day, officer.secret.signKey);
  const second = nextEntry([first], TENANT_ID, keyOf(DEPUTY, deputy.key), day, officer.secret.signKey);
  return {
    root: hashOf(first, TENANT_ID),
    async register(url, issuer) {
      const send = async (person: Person, method: string, path: string, body: object) => {
        const headers = {
          authorization: `Bearer ${await tabToken(issuer, person)}`,
          'content-type': 'application/json',
        };
        const { status } = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
        if (status !== 201) throw new Error(`${method} ${path} was answered ${status}`);
      };
      await send(PERSONAS.officer, 'PUT', '/api/desk/key', { ...onTheWire(officer.key), root: first });
      await send(DEPUTY, 'PUT', '/api/desk/key', onTheWire(deputy.key));
      await send(PERSONAS.officer, 'POST', '/api/desk/keys', { entry: second });
    },
  };
}

const onTheWire = (key: OfficerKey) => ({ ...key, wrapped: Buffer.from(key.wrapped).toString('base64') });
