import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { openBoard } from './board.ts';
import { askBot } from './bot-client.ts';
import { letClassmatesAnswer } from './classmates.ts';
import { connectorRoutes } from './connector.routes.ts';
import { createDelivery } from './delivery.ts';
import type { Places } from './guide.ts';
import { serve } from './http.ts';
import { installInTeams } from './install.ts';
import { issuerRoutes } from './issuer.routes.ts';
import type { Issuer } from './issuer.ts';
import { createIssuer } from './issuer.ts';
import { WINDOWS } from './school.ts';
import { startPageRoutes } from './start-page.routes.ts';
import { windowClient } from './window-client.ts';
import { windowRoutes } from './windows.routes.ts';

const LOOK_AGAIN_MS = 50;

export interface RelaySettings {
  readonly port: number;
  readonly botUrl: string;
  /** What the bot must show to get a token for the connector. */
  readonly appPassword: string;
  readonly windowPorts: Readonly<Record<'student' | 'teacher' | 'officer', number>>;
  /** Where the channels' posts are kept. */
  readonly boardFile: string;
  /** Whether the officer's key is made by hand, so that the start page can say so. */
  readonly noOfficer: boolean;
}

export interface Relay {
  readonly issuer: Issuer;
  /** Settles when all windows are there. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Starts what makes one school of the windows: the relay between them and the bot, and the issuer both trust. */
export async function startRelay(settings: RelaySettings): Promise<Relay> {
  const { port, botUrl, windowPorts } = settings;
  const authority = `http://127.0.0.1:${port}`;
  const serviceUrl = `${authority}/connector`;
  const places: Places = {
    startPage: authority,
    bot: botUrl,
    windows: {
      student: `http://127.0.0.1:${windowPorts.student}`,
      teacher: `http://127.0.0.1:${windowPorts.teacher}`,
      officer: `http://127.0.0.1:${windowPorts.officer}`,
    },
    noOfficer: settings.noOfficer,
  };

  const issuer = await createIssuer(authority);
  const board = await openBoard(settings.boardFile);
  const windows = {
    student: windowClient(windowPorts.student),
    teacher: windowClient(windowPorts.teacher),
    officer: windowClient(windowPorts.officer),
  };
  const delivery = createDelivery(board, windows);
  const bot = askBot(issuer, botUrl, serviceUrl);

  const listening: (() => void)[] = [];
  let ready = false;
  let closing = false;
  const server = createServer(
    serve([
      ...issuerRoutes(issuer, settings.appPassword, new URL(botUrl).origin),
      ...connectorRoutes(issuer, delivery),
      ...windowRoutes(board, delivery, bot, serviceUrl),
      ...startPageRoutes(places, () => letClassmatesAnswer(board, bot, serviceUrl)),
      { method: 'GET', path: /^\/healthz$/, handle: () => ({ status: ready ? 200 : 503 }) },
      {
        method: 'POST',
        path: /^\/install$/,
        handle: async () => {
          const refused = await installInTeams(board, bot, serviceUrl);
          return { status: refused.length === 0 ? 200 : 502, body: { refused } };
        },
      },
    ]),
  );
  await listen(server, port);

  const findWindows = async () => {
    for (const window of WINDOWS) {
      while (!closing && !(await windows[window].alive())) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
      if (closing) return;
      listening.push(await windows[window].listen());
    }
    ready = true;
  };
  return {
    issuer,
    ready: findWindows(),
    close: async () => {
      closing = true;
      for (const end of listening) end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await board.save();
    },
  };
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
