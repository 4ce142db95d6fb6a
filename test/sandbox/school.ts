import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from '../../src/sandbox/activity.ts';
import type { DataDir } from '../../src/sandbox/data-dir.ts';
import { openDataDir } from '../../src/sandbox/data-dir.ts';
import type { Ports } from '../../src/sandbox/ports.ts';
import type { Running } from '../../src/sandbox/processes.ts';
import { start } from '../../src/sandbox/processes.ts';
import type { Relay } from '../../src/sandbox/relay.ts';
import { startRelay } from '../../src/sandbox/relay.ts';
import type { WindowName } from '../../src/sandbox/school.ts';
import { BOT_APP_ID, PERSONAS, WINDOWS } from '../../src/sandbox/school.ts';
import { playgroundWindow } from '../../src/sandbox/windows.ts';
import { freePorts } from './ports.ts';
import { Recorder } from './recorder.ts';
import { WindowWatch } from './window.ts';

export const APP_PASSWORD = 'a password for this test only';

/** Three real Playground windows, the relay, and a recorder in the place of the bot. */
export class TestSchool {
  readonly bot = new Recorder();
  readonly ports: Ports;
  readonly folder: string;
  private relayStarted: Relay | undefined;
  private readonly watches: Partial<Record<WindowName, WindowWatch>> = {};
  private data: DataDir | undefined;
  private running: Running[] = [];

  private constructor(ports: Ports, folder: string) {
    this.ports = ports;
    this.folder = folder;
  }

  static async open(): Promise<TestSchool> {
    const school = new TestSchool(await freePorts(), await mkdtemp(join(tmpdir(), 'bondgenoot-relay-')));
    await school.bot.listen(school.ports.bot);
    try {
      await school.start();
    } catch (error) {
      await school.close();
      throw error;
    }
    return school;
  }

  get relay(): Relay {
    return started(this.relayStarted);
  }
  get student(): WindowWatch {
    return started(this.watches.student);
  }
  get teacher(): WindowWatch {
    return started(this.watches.teacher);
  }
  get officer(): WindowWatch {
    return started(this.watches.officer);
  }

  get authority(): string {
    return `http://127.0.0.1:${this.ports.relay}`;
  }

  /** Starts windows and relay, which find back what the folder holds. */
  async start(): Promise<void> {
    const { bot, relay, windows } = this.ports;
    const data = await openDataDir(this.folder, false);
    this.data = data;
    for (const name of WINDOWS) this.running.push(start(await playgroundWindow(name, windows[name], relay, data)));
    const relayStarted = await startRelay({
      port: relay,
      botUrl: `http://127.0.0.1:${bot}`,
      appPassword: APP_PASSWORD,
      windowPorts: windows,
      boardFile: data.file('relay.json'),
      noOfficer: false,
    });
    this.relayStarted = relayStarted;
    await Promise.all(this.running.map((window) => window.whenReady()));
    await relayStarted.ready;
    for (const name of WINDOWS) await this.openPage(name);
  }

  /** Opens the page of a window, and waits until the bot hears of it: the window has been filled by then. */
  async openPage(name: WindowName): Promise<void> {
    const before = this.bot.received.length;
    const watch = new WindowWatch(this.ports.windows[name]);
    this.watches[name] = watch;
    await watch.open(name);
    await this.bot.first(
      ({ type, from }) => type === 'conversationUpdate' && JSON.stringify(from).includes(PERSONAS[name].id),
      before,
    );
  }

  async closePage(name: WindowName): Promise<void> {
    await this.watches[name]?.close();
    delete this.watches[name];
  }

  async stop(): Promise<void> {
    for (const name of WINDOWS) await this.closePage(name);
    await this.relayStarted?.close();
    await Promise.all(this.running.map((window) => window.stop()));
    this.running = [];
    await this.data?.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.bot.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A token for the connector, got as the bot gets it. */
  async token(): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: BOT_APP_ID,
      client_secret: APP_PASSWORD,
    });
    const response = await fetch(`${this.authority}/token`, { method: 'POST', body });
    return (await response.json()).access_token;
  }

  /** Calls the connector as the bot does. */
  async connector(method: string, path: string, body?: Activity | object, token?: string): Promise<Response> {
    const authorization = `Bearer ${token ?? (await this.token())}`;
    return fetch(`${this.authority}/connector/v3/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  /** Posts in a channel as the bot does. Gives the ids it gets. */
  async postInChannel(channel: string, activity: Activity): Promise<{ id: string; activityId: string }> {
    const response = await this.connector('POST', 'conversations', {
      isGroup: true,
      channelData: { channel: { id: channel } },
      activity,
    });
    return response.json();
  }
}

export const cardWith = (text: string, actions: object[] = []): Activity => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }], actions },
    },
  ],
});

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the school has not been started');
  return part;
}
