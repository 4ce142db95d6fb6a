import { createRequire } from 'node:module';
import type { DataDir } from './data-dir.ts';
import type { Ports } from './ports.ts';
import type { Program } from './processes.ts';
import { answers } from './processes.ts';

const { resolve } = createRequire(import.meta.url);

/** The account every Azurite has; it is in Microsoft's documentation and opens nothing else. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** The full Azurite: the table service alone loses everything when it is stopped. */
export const azurite = (ports: Ports, data: DataDir): Program => ({
  name: 'De opslag (Azurite)',
  script: resolve('azurite/dist/src/azurite.js'),
  args: [
    ...['--location', data.file('azurite'), '--silent', '--disableTelemetry', '--skipApiVersionCheck'],
    ...['--blobHost', '127.0.0.1', '--blobPort', String(ports.blob)],
    ...['--queueHost', '127.0.0.1', '--queuePort', String(ports.queue)],
    ...['--tableHost', '127.0.0.1', '--tablePort', String(ports.table)],
  ],
  cwd: data.path,
  logFile: data.file('azurite.log'),
  ready: async () => {
    const up = await Promise.all([ports.blob, ports.queue, ports.table].map((port) => answers(at(port))));
    return up.every(Boolean);
  },
});

/** How the bot finds it. */
export const connectionString = (ports: Ports): string =>
  [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT}`,
    `AccountKey=${KEY}`,
    `BlobEndpoint=${at(ports.blob)}/${ACCOUNT}`,
    `QueueEndpoint=${at(ports.queue)}/${ACCOUNT}`,
    `TableEndpoint=${at(ports.table)}/${ACCOUNT}`,
  ].join(';');

const at = (port: number) => `http://127.0.0.1:${port}`;
