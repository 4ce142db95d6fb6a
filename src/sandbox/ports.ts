import { connect, createServer } from 'node:net';
import type { WindowName } from './school.ts';

export interface Ports {
  readonly bot: number;
  readonly relay: number;
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
  readonly windows: Readonly<Record<WindowName, number>>;
}

export const DEFAULT_PORTS: Ports = {
  bot: 3978,
  relay: 3979,
  blob: 10000,
  queue: 10001,
  table: 10002,
  windows: { student: 56150, teacher: 56151, officer: 56152 },
};

/** Eight ports in a row, from `base` on. */
export const portsFrom = (base: number): Ports => ({
  bot: base,
  relay: base + 1,
  blob: base + 2,
  queue: base + 3,
  table: base + 4,
  windows: { student: base + 5, teacher: base + 6, officer: base + 7 },
});

/** One sentence for each port that something else already uses; nothing if all are free. */
export async function takenPorts(ports: Ports): Promise<string[]> {
  const named: [number, string][] = [
    [ports.bot, 'bot'],
    [ports.relay, 'doorgeefluik'],
    [ports.blob, 'opslag: blobs'],
    [ports.queue, 'opslag: wachtrijen'],
    [ports.table, 'opslag: tabellen'],
    [ports.windows.student, 'venster van de student'],
    [ports.windows.teacher, 'venster van de docent'],
    [ports.windows.officer, 'venster van de functionaris'],
  ];
  const checked = await Promise.all(named.map(async ([port, name]) => ({ port, name, taken: await isTaken(port) })));
  return checked.filter(({ taken }) => taken).map(({ port, name }) => `Poort ${port} (${name}) is bezet.`);
}

/** Some systems let two programs share a port on different addresses, so both listening and calling are tried. */
const isTaken = async (port: number): Promise<boolean> => !(await canListen(port)) || (await isAnswered(port));

const canListen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const isAnswered = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
