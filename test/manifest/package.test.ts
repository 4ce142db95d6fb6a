import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, inflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { SCHOOL } from './school.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bondgenoot-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command line with these settings and no others. */
const packageWith = (env: Record<string, string>, out: string) =>
  run(process.execPath, ['manifest/package.ts', '--out', out], { cwd: root, env });

/** Reads a zip by its central directory, as Teams does: file name to content. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = archive.lastIndexOf('PK\x05\x06');
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    expect(archive.toString('latin1', at, at + 4)).toBe('PK\x01\x02');
    const [size, nameLength] = [archive.readUInt32LE(at + 24), archive.readUInt16LE(at + 28)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const start = archive.readUInt32LE(at + 42);
    expect(archive.toString('latin1', start, start + 4)).toBe('PK\x03\x04');
    expect(archive.toString('utf8', start + 30, start + 30 + nameLength)).toBe(name);
    const bytes = archive.subarray(start + 30 + nameLength, start + 30 + nameLength + size);
    expect(crc32(bytes)).toBe(archive.readUInt32LE(at + 16));
    files.set(name, bytes);
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

/** What the header of a PNG says, and its pixels as red, green, blue, opacity. Our icons use no filter. */
function readPng(name: string) {
  const file = readFileSync(join(root, 'manifest', name));
  expect(file.toString('latin1', 0, 8)).toBe('\x89PNG\r\n\x1a\n');
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const data = file.indexOf('IDAT');
  const raw = inflateSync(file.subarray(data + 4, data + 4 + file.readUInt32BE(data - 4)));
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const at = Math.floor(i / width) * (1 + width * 4) + 1 + (i % width) * 4;
    return [...raw.subarray(at, at + 4)];
  });
  return { width, height, depth: file[24], colourType: file[25], pixels };
}

const TRUE_COLOUR_WITH_ALPHA = 6;

describe('the app package', () => {
  test('is a zip with the manifest, its translation and the icons, filled in for the school', async () => {
    const out = join(folder, 'made/bondgenoot.zip');
    await packageWith(SCHOOL, out);
    const files = unzip(readFileSync(out));
    expect([...files.keys()]).toEqual(['manifest.json', 'en.json', 'color.png', 'outline.png']);
    expect(JSON.parse(String(files.get('manifest.json')))).toMatchObject({ id: SCHOOL.MANIFEST_ID });
    expect(files.get('color.png')).toEqual(readFileSync(join(root, 'manifest/color.png')));
  });

  test('is not made without its settings: it names them and exits with 1', async () => {
    const out = join(folder, 'not-made.zip');
    const failed = packageWith({ SCHOOL_NAME: SCHOOL.SCHOOL_NAME }, out);
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/MANIFEST_ID is missing.*\nBOT_APP_ID is missing.*\nPUBLIC_URL is missing/),
    });
    expect(() => readFileSync(out)).toThrow();
  });

  test('has a colour icon of 192 by 192, filled to the edge', () => {
    const icon = readPng('color.png');
    expect(icon).toMatchObject({ width: 192, height: 192, depth: 8, colourType: TRUE_COLOUR_WITH_ALPHA });
    expect(icon.pixels.filter(([, , , opacity]) => opacity !== 255)).toEqual([]);
  });

  test('has an outline icon of 32 by 32, white on nothing', () => {
    const icon = readPng('outline.png');
    expect(icon).toMatchObject({ width: 32, height: 32, depth: 8, colourType: TRUE_COLOUR_WITH_ALPHA });
    const seen = icon.pixels.filter(([, , , opacity]) => opacity !== 0);
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.length).toBeLessThan(32 * 32);
    expect(seen.filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
  });
});
