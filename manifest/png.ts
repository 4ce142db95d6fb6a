import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue and opacity, each from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];

/** The colour at a point; the picture runs from 0 to 1 in both directions, y downwards. */
export type Paint = (x: number, y: number) => Colour;

/** Samples per pixel in each direction: smooth edges, also at 32 pixels. */
const SAMPLES = 8;

/**
 * Draws a square picture and gives it as a PNG file with transparency (colour type 6, 8 bits).
 *
 * Layout: the PNG specification of the W3C, third edition, sections 5.3 and 11.2.
 */
export function png(size: number, paint: Paint): Uint8Array {
  const rows: Buffer[] = [];
  for (let y = 0; y < size; y++) {
    const row = Buffer.alloc(1 + size * 4); // The first byte says: no filter.
    for (let x = 0; x < size; x++) row.set(pixel(paint, x, y, size), 1 + x * 4);
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const data = deflateSync(Buffer.concat(rows), { level: 9 });
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** The mean of the samples; colours weigh by their opacity, so that no edge turns dark. */
function pixel(paint: Paint, px: number, py: number, size: number): number[] {
  const sum = [0, 0, 0];
  let opacity = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = (px + ((i % SAMPLES) + 0.5) / SAMPLES) / size;
    const y = (py + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / size;
    const [red, green, blue, alpha] = paint(x, y);
    for (const [channel, value] of [red, green, blue].entries()) sum[channel] = (sum[channel] ?? 0) + value * alpha;
    opacity += alpha;
  }
  const mean = sum.map((value) => (opacity === 0 ? 0 : Math.round((255 * value) / opacity)));
  return [...mean, Math.round((255 * opacity) / SAMPLES ** 2)];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
