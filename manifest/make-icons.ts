/**
 * Draws the two icons of the app: two people side by side in one speech bubble.
 *
 *     node manifest/make-icons.ts
 *
 * Teams wants a colour icon of 192 x 192, its picture inside the middle 120, and an outline icon of 32 x 32 in white
 * on nothing.
 */
import { writeFileSync } from 'node:fs';
import { type Colour, type Paint, png } from './png.ts';

const WHITE: Colour = [1, 1, 1, 1];
const NOTHING: Colour = [1, 1, 1, 0];
const TEAL: Colour = [0x0b / 255, 0x55 / 255, 0x63 / 255, 1];
const CORAL: Colour = [0xe8 / 255, 0x6a / 255, 0x4a / 255, 1];

// The drawing is made on a grid of 30, so that its edges fall on whole pixels in the outline icon.

/** How far a point lies outside a rounded box; below zero is inside. */
function box(x: number, y: number, left: number, top: number, right: number, bottom: number, radius: number): number {
  const dx = Math.abs(x - (left + right) / 2) - ((right - left) / 2 - radius);
  const dy = Math.abs(y - (top + bottom) / 2) - ((bottom - top) / 2 - radius);
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** The tail of the bubble: a triangle that hangs from its lower left, drawn in by `inset`. */
function inTail(x: number, y: number, inset: number): boolean {
  return x >= 0.22 + inset && y >= 0.7 && x - 0.22 + (y - 0.8) <= 0.2 - 1.4 * inset;
}

const inBubble = (x: number, y: number, inset = 0): boolean =>
  box(x, y, 0, 2 / 30, 1, 24 / 30, 0.2) <= -inset || inTail(x, y, inset);

/** A head and shoulders around the vertical line `middle`. */
const inPerson = (x: number, y: number, middle: number): boolean =>
  Math.hypot(x - middle, y - 9.5 / 30) <= 3.1 / 30 ||
  (y <= 20 / 30 && box(x, y, middle - 0.15, 14 / 30, middle + 0.15, 1, 0.15) <= 0);

const LEFT = 9.5 / 30;
const RIGHT = 20.5 / 30;

const colour: Paint = (x, y) => {
  const [u, v] = [(x - 0.2) / 0.6, (y - 0.2) / 0.6];
  if (inPerson(u, v, LEFT)) return TEAL;
  if (inPerson(u, v, RIGHT)) return CORAL;
  return inBubble(u, v) ? WHITE : TEAL;
};

const outline: Paint = (x, y) => {
  const [u, v] = [(x * 32 - 1) / 30, (y * 32 - 1) / 30];
  const line = inBubble(u, v) && !inBubble(u, v, 2 / 30);
  return line || inPerson(u, v, LEFT) || inPerson(u, v, RIGHT) ? WHITE : NOTHING;
};

writeFileSync(new URL('color.png', import.meta.url), png(192, colour));
writeFileSync(new URL('outline.png', import.meta.url), png(32, outline));
