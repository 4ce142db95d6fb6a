import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of a page, ready to send. */
export type PageFile = {
  readonly body: Buffer;
  /** The same, compressed when it was built, for a browser that says it takes that. */
  readonly brotli: Buffer | undefined;
  readonly headers: Readonly<Record<string, string>>;
};

/** How the build names the compressed file beside a file. */
const BROTLI = '.br';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};
/** Where Teams shows its tabs. Nobody else may put a page in a frame. */
const TEAMS_HOSTS =
  'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft https://*.office.com';
/** Fluent UI makes an empty style element and fills it through the CSSOM; this is the hash of the empty string. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

type Policy = { readonly styles: string; readonly connect: string; readonly trustedTypes: string };

/** The few ways in which the pages' policies differ. Everything not named here is forbidden on both. */
function policies(signInOrigins: string): Record<string, Policy> {
  return {
    report: {
      styles: "'self'",
      connect: "'self'",
      trustedTypes:
        'adaptivecards#deprecatedExportedFunctionPolicy adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy',
    },
    desk: {
      styles: `'self' ${EMPTY_STYLE}`,
      connect: `'self' ${signInOrigins}`.trim(),
      trustedTypes: 'bondgenoot-worker',
    },
  };
}

/**
 * Reads the built pages into memory.
 *
 * @param folder `dist/pages`.
 * @param signInOrigins where a signed-in page may fetch besides its own origin.
 * @returns finds a file by its path in the URL, `/report/` or `/desk/desk.js`.
 * @throws when the pages have not been built.
 */
export function loadPages(folder: string, signInOrigins: string): (path: string) => PageFile | undefined {
  if (!existsSync(folder)) throw new Error(`the pages are not built: run "npm run build" (no ${folder})`);
  const files = new Map<string, PageFile>();
  for (const [page, policy] of Object.entries(policies(signInOrigins))) {
    if (!existsSync(join(folder, page))) continue;
    const names = readdirSync(join(folder, page));
    const read = (name: string) => readFileSync(join(folder, page, name));
    for (const name of names.filter((one) => !one.endsWith(BROTLI))) {
      const brotli = names.includes(name + BROTLI) ? read(name + BROTLI) : undefined;
      const file = { body: read(name), brotli, headers: headersOf(name, policy) };
      files.set(`/${page}/${name}`, file);
      if (name === 'index.html') files.set(`/${page}/`, file);
    }
  }
  return (path) => files.get(path);
}

function headersOf(name: string, { styles, connect, trustedTypes }: Policy): Record<string, string> {
  return {
    'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      `style-src ${styles}`,
      "img-src 'self' data:",
      `connect-src ${connect}`,
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors 'self' ${TEAMS_HOSTS}`,
      "require-trusted-types-for 'script'",
      `trusted-types ${trustedTypes}`,
    ].join('; '),
  };
}

/** Headers for every answer of the server. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
};
