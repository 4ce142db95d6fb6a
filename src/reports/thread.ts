import { base64 } from '@scure/base';
import { asSealed, open } from './seal.ts';
import { type MessageKind, type SignedMessage, signedMessage, signerOf } from './sign.ts';

/** A message as it is stored. `day` is the server's; what a genuine message says of its day counts more. */
export type StoredEnvelope = {
  readonly id: string;
  readonly from: 'officer' | 'reporter';
  readonly keyEpoch: number;
  readonly day: string;
  /** An age file in base 64. */
  readonly sealed: string;
};

/**
 * A message after opening. Only a `genuine` one has a text: a forged one must not be able to say anything.
 * `forged`: it opened, and nobody who may write here has signed it. `damaged`: it does not open, or belongs elsewhere.
 */
export type ThreadMessage = { readonly id: string; readonly from: StoredEnvelope['from']; readonly day: string } & (
  | {
      readonly kind: 'genuine';
      readonly text: string;
      readonly signedBy: string;
      /** The message that its writer saw last is not here any more. */
      readonly gap: boolean;
    }
  | { readonly kind: 'forged' | 'damaged' }
);

/** Which Ed25519 public keys may have signed what. */
export type Signers = { readonly officers: readonly string[]; readonly reporter: string };

/**
 * Opens both sides of a conversation, checks who signed each message, and puts them in the order in which they were
 * written, as their writers signed it.
 *
 * @param identity an age identity that the messages were sealed to: an officer's or the receipt's.
 */
export async function openThread(
  stored: readonly StoredEnvelope[],
  { tenant, caseId }: { readonly tenant: string; readonly caseId: string },
  identity: string,
  { officers, reporter }: Signers,
): Promise<ThreadMessage[]> {
  const opened = await Promise.all(
    stored.map(async ({ id, from, keyEpoch, day, sealed }): Promise<Placed> => {
      const kind: MessageKind = from === 'officer' ? 'message' : 'follow-up';
      let message: SignedMessage;
      try {
        const body = await open(asSealed(base64.decode(sealed)), identity, { kind, tenant, caseId, keyEpoch });
        message = signedMessage.parse(body);
      } catch {
        return { after: undefined, message: { kind: 'damaged', id, from, day } }; // broken, moved, or not for this reader
      }
      const place = { tenant, caseId, messageId: id };
      const signedBy = signerOf(message, kind, place, from === 'officer' ? officers : [reporter]);
      if (signedBy === undefined) return { after: undefined, message: { kind: 'forged', id, from, day } };
      const { text, after } = message;
      return { after, message: { kind: 'genuine', id, from, day: message.day, text, signedBy, gap: false } };
    }),
  );
  return inOrder(opened);
}

/** What the next message of somebody who reads this names as the last that they saw. Only genuine ones count: others may go. */
export const lastSeen = (thread: readonly ThreadMessage[]): string | null =>
  thread.findLast(({ kind }) => kind === 'genuine')?.id ?? null;

/** `after` is undefined where nothing can be believed of it. */
type Placed = { readonly after: string | null | undefined; readonly message: ThreadMessage };

/** Each message comes after the one that its writer saw last; what was written at the same time stands by day and id. */
function inOrder(placed: readonly Placed[]): ThreadMessage[] {
  const known = new Set(placed.map(({ message }) => message.id));
  const rest = [...placed].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  const done = new Set<string>();
  const ordered: ThreadMessage[] = [];
  while (rest.length > 0) {
    const ready = rest.findIndex(({ after }) => after === null || (after !== undefined && done.has(after)));
    // What follows a message that is gone, and what cannot be believed, comes after all that is known to have been before.
    // Signed messages cannot wait for each other in a circle: nobody knows an id before it is made. If they did, the
    // first would do.
    const next = ready >= 0 ? ready : rest.findIndex(({ after }) => !after || !known.has(after));
    const [{ after, message } = rest[0] as Placed] = rest.splice(Math.max(next, 0), 1); // there is one: the loop asks
    done.add(message.id);
    const gap = typeof after === 'string' && !known.has(after);
    ordered.push(message.kind === 'genuine' ? { ...message, gap } : message);
  }
  return ordered;
}

const keyOf = ({ message }: Placed) => `${message.day} ${message.id}`;
