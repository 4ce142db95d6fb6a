import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { Activity } from '../../src/sandbox/activity.ts';

export interface Received {
  readonly activity: Activity;
  readonly headers: IncomingHttpHeaders;
}

/** A bot that only writes down what it gets, and answers as it is told. */
export class Recorder {
  readonly received: Received[] = [];
  answer: { status: number; body: unknown } = { status: 200, body: {} };
  private waiting: (() => void)[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      this.received.push({ activity: JSON.parse(Buffer.concat(chunks).toString()), headers: request.headers });
      response.writeHead(this.answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(this.answer.body));
      for (const look of this.waiting.splice(0)) look();
    });
  });

  listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, '127.0.0.1', () => resolve()));
  }

  /** The first activity that fits, now or later; of all, or of those after the first `since`. */
  async first(fits: (activity: Activity) => boolean, since = 0): Promise<Received> {
    for (;;) {
      const found = this.received.slice(since).find(({ activity }) => fits(activity));
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
