import { parseOrRefuse, UserError } from '../errors.ts';
import { type Desk, newKey, type School } from '../reports/wire.ts';
import type { HttpRequest, HttpRoute } from '../web/route.ts';
import type { Officers } from './officers.ts';

/** The desk's calls about the officer and the key. */
export function officerApi(deps: { readonly officers: Officers; readonly school: () => Promise<School> }): HttpRoute[] {
  const { officers, school } = deps;
  const appointed = ({ user }: HttpRequest) => {
    const appointment = officers.appointment(user?.id ?? '');
    if (!appointment) throw new UserError('not-officer');
    return appointment;
  };
  return [
    {
      ...{ method: 'GET', path: '/api/desk', access: 'signed-in' },
      handle: async (request) => {
        const me = appointed(request);
        const key = await officers.keyOf(me.id);
        const body: Desk = {
          me,
          school: await school(),
          key: key ? { ...key, wrapped: Buffer.from(key.wrapped).toString('base64') } : null,
        };
        return { status: 200, body };
      },
    },
    {
      ...{ method: 'PUT', path: '/api/desk/key', access: 'signed-in' },
      handle: async (request) => {
        const { id } = appointed(request);
        const { recipient, verifyKey, wrapped } = parseOrRefuse(newKey, request.body);
        const key = { recipient, verifyKey, wrapped: new Uint8Array(Buffer.from(wrapped, 'base64')) };
        if ((await officers.addKey(id, key)) === 'exists') throw new UserError('key-exists');
        return { status: 201, body: {} };
      },
    },
  ];
}
