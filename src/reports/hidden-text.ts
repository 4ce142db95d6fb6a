import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Hides a short text from whoever has only the tables: it opens at the server alone, and only for what it belongs to. */
export type HiddenText = {
  /** @param belongsTo e.g. a case id. @returns base64url text, as long for every text of the same hundreds of bytes. */
  readonly hide: (text: string, belongsTo: string) => string;
  /** @throws when it was changed, or belongs to something else. */
  readonly show: (hidden: string, belongsTo: string) => string;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Texts are filled up to a multiple of this, so that their length says nothing. */
const BLOCK_BYTES = 512;

/**
 * AES-256-GCM under a key for one purpose.
 *
 * @param hashKey 32 bytes.
 * @param purpose what the texts are for; a text of one purpose does not open for another.
 */
export function createHiddenText(hashKey: Uint8Array, purpose: string): HiddenText {
  const key = createHmac('sha256', hashKey).update(`bondgenoot/${purpose}/v1`).digest();
  return {
    hide(text, belongsTo) {
      const json = Buffer.from(JSON.stringify(text));
      const padded = Buffer.alloc(Math.ceil(json.length / BLOCK_BYTES) * BLOCK_BYTES, ' ');
      json.copy(padded);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo));
      const hidden = Buffer.concat([cipher.update(padded), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url');
    },
    show(hidden, belongsTo) {
      const bytes = Buffer.from(hidden, 'base64url');
      if (bytes.toString('base64url') !== hidden) throw new Error('hidden text was changed'); // the decoder is lenient
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return String(JSON.parse(decipher.update(body, undefined, 'utf8') + decipher.final('utf8')));
    },
  };
}
