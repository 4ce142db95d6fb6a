import { crc32 } from 'node:zlib';

/** One file in a zip; `name` is plain ASCII, without a folder. */
export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

/** 1 January 1980, the first date a zip knows: the same content always gives the same bytes. */
const DATE = 0x0021;
const VERSION = 20;

/**
 * Writes a zip with its files stored as they are. A Teams package is a few files and Teams reads no other kind of
 * archive, so this saves a dependency.
 *
 * Layout: APPNOTE.TXT of PKWARE, sections 4.3.7 (local header), 4.3.12 (central directory) and 4.3.16 (end record).
 */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const about = common(name, bytes);
    local.push(signature('PK\x03\x04'), about, Buffer.from(name), Buffer.from(bytes));
    central.push(signature('PK\x01\x02'), numbers([2, VERSION]), about);
    // No comment, first disk, no attributes; then where the file starts.
    central.push(numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), Buffer.from(name));
    offset += 4 + about.length + name.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  const count = entries.length;
  const end = numbers([2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, offset], [2, 0]);
  return Buffer.concat([...local, directory, signature('PK\x05\x06'), end]);
}

/** The fields that a local header and a directory entry share. */
function common(name: string, bytes: Uint8Array): Buffer {
  const size = bytes.length;
  return numbers(
    [2, VERSION],
    [2, 0],
    [2, 0],
    [2, 0],
    [2, DATE],
    [4, crc32(bytes)],
    [4, size],
    [4, size],
    [2, name.length],
    [2, 0],
  );
}

function signature(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Little-endian numbers, each given as [size in bytes, value]. */
function numbers(...fields: ReadonlyArray<readonly [2 | 4, number]>): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const buffer = Buffer.alloc(size);
      buffer.writeUIntLE(value, 0, size);
      return buffer;
    }),
  );
}
