import { parseOrRefuse, UserError } from '../errors.ts';
import { type Desk, keyApproval, newKeyRequest, type School } from '../reports/wire.ts';
import type { HttpRequest, HttpRoute } from '../web/route.ts';
import type { Officers } from './officers.ts';

/** The desk's calls about the officer and the keys. */
export function officerApi(deps: {
  readonly officers: Officers;
  readonly school: () => Promise<School>;
  /** The school key of this week. */
  readonly schoolKey: () => string;
  /** After how many idle minutes a desk locks itself. */
  readonly lockMinutes: number;
  /** Writes what this officer did with a key into the audit log. @param key tells it from other keys. */
  readonly note: (action: 'key-made' | 'key-added' | 'key-retired', officerId: string, key: string) => Promise<void>;
}): HttpRoute[] {
  const { officers, school, schoolKey, lockMinutes, note } = deps;
  const appointed = ({ user }: HttpRequest) => {
    const appointment = officers.appointment(user?.id ?? '');
    if (!appointment) throw new UserError('not-officer');
    return { ...appointment, officer: officers.refOf(appointment.id) };
  };
  return [
    {
      ...{ method: 'GET', path: '/api/desk', access: 'signed-in' },
      handle: async (request) => {
        const me = appointed(request);
        officers.forget(); // a colleague may just have signed for a key
        const key = await officers.keyOf(me.id);
        const waiting = await officers.waiting();
        const body: Desk = {
          me,
          school: await school(),
          key: key ? { ...key, wrapped: Buffer.from(key.wrapped).toString('base64') } : null,
          schoolKey: schoolKey(),
          lockMinutes,
          waiting: waiting.filter(({ officer }) => officer !== me.officer),
        };
        return { status: 200, body };
      },
    },
    {
      ...{ method: 'PUT', path: '/api/desk/key', access: 'signed-in' },
      handle: async (request) => {
        const { id } = appointed(request);
        const { wrapped, root, ...publicKeys } = parseOrRefuse(newKeyRequest, request.body);
        const key = { ...publicKeys, wrapped: new Uint8Array(Buffer.from(wrapped, 'base64')) };
        const added = await officers.addKey(id, key, root);
        if (added === 'exists') throw new UserError('key-exists');
        if (added === 'refused') throw new UserError('key-log');
        await note(added === 'in-use' ? 'key-added' : 'key-made', id, key.recipient);
        return { status: 201, body: {} };
      },
    },
    {
      ...{ method: 'POST', path: '/api/desk/keys', access: 'signed-in' },
      handle: async (request) => {
        const { id } = appointed(request);
        const { entry } = parseOrRefuse(keyApproval, request.body);
        if ((await officers.approve(id, entry)) === 'changed') throw new UserError('key-log');
        await note(entry.action === 'add' ? 'key-added' : 'key-retired', id, entry.signature);
        return { status: 201, body: {} };
      },
    },
  ];
}
