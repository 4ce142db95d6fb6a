import { writeFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from 'pino';

/** Linux: which kinds of memory a core dump of this process holds. */
const CORE_DUMP_FILTER = '/proc/self/coredump_filter';
/** The folder of the program, as places in its files are written in a stack: by path, and by URL. */
const ROOT = dirname(import.meta.dirname) + sep;
const ROOTS = [ROOT, pathToFileURL(ROOT).href];
/** How Node and the system name what went wrong. */
const SYSTEM_CODE = /^E[A-Z][A-Z0-9_]*$/;

/**
 * Sees to it that a death of this process tells nothing of what it had in hand: at the chat's door that is a report's text.
 *
 * Node would print an error that nobody caught with its message, its cause and all its properties, which may quote a
 * request; and a core dump would hold the memory itself. Here an error leaves a log line with its kind and the places in the
 * code, and the process ends with status 1.
 */
export function dieQuietly(log: Logger): void {
  try {
    writeFileSync(CORE_DUMP_FILTER, '0');
  } catch {
    // Not Linux, or not allowed: whoever runs the program there switches core dumps off.
  }
  // Of promises that fail unseen too: Node hands them on to this event.
  process.on('uncaughtException', (error: unknown) => {
    try {
      log.fatal({ event: 'crash', ...outlineOf(error) });
    } finally {
      process.exit(1);
    }
  });
}

/** An error without its words: its class, its code if that is a system's, and the places in the program's own files. */
export function outlineOf(error: unknown): { outcome: string; error: string; at: string[] } {
  if (!(error instanceof Error)) return { outcome: 'internal', error: typeof error, at: [] };
  const code =
    'code' in error && typeof error.code === 'string' && SYSTEM_CODE.test(error.code) ? error.code : undefined;
  // The name is a property that anybody can fill; a class has its name from the code.
  return { outcome: code ?? 'internal', error: error.constructor.name, at: placesIn(error.stack ?? '') };
}

/** `src/web/server.ts:10:5`. The message stands in a stack as well, so that only what looks like a place is taken. */
function placesIn(stack: string): string[] {
  const places = [...stack.matchAll(/^ {4}at (?:.* \()?([^\s()]+:\d+:\d+)\)?$/gm)].map(([, place = '']) => place);
  return places.flatMap((place) => {
    const root = ROOTS.find((one) => place.startsWith(one));
    return root === undefined ? [] : [place.slice(root.length)];
  });
}
