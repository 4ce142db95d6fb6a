import { randomInt } from 'node:crypto';
import type { Ports } from '../../src/sandbox/ports.ts';
import { portsFrom, takenPorts } from '../../src/sandbox/ports.ts';

/** Below the range that systems hand out themselves. */
const LOWEST = 11_000;
const PER_WORKER = 1000;

/** Eight free ports in a row. Each test worker looks in a range of its own, so that no two find the same. */
export async function freePorts(): Promise<Ports> {
  const from = LOWEST + (Number(process.env.JEST_WORKER_ID ?? 0) % 20) * PER_WORKER;
  for (;;) {
    const ports = portsFrom(randomInt(from, from + PER_WORKER - 8));
    if ((await takenPorts(ports)).length === 0) return ports;
  }
}
