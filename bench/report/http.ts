import { Agent, request } from 'node:http';

export type Reply = { readonly status: number; readonly text: string };

export type Sent = {
  readonly path: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Posts JSON texts, on connections of its own. */
export type Client = {
  /** Posts until the answer is the right one, as the page and Teams' users do; throws after a few times. */
  readonly deliver: (sent: Sent, isReceived: (reply: Reply, tries: number) => boolean) => Promise<void>;
  readonly close: () => void;
};

const MOST_TRIES = 5;

/**
 * Lighter than `fetch`: what the reporters' machines do must not slow down the program, which shares this machine.
 *
 * @param onAgain told of every time that something had to be sent again.
 */
export function openClient(url: string, onAgain: () => void): Client {
  const agent = new Agent({ keepAlive: true });
  const post = ({ path, body, headers }: Sent) =>
    new Promise<Reply>((resolve, reject) => {
      const length = Buffer.byteLength(body);
      const posted = request(`${url}${path}`, {
        ...{ agent, method: 'POST' },
        headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
      });
      posted.once('error', reject);
      posted.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      posted.end(body);
    });
  return {
    async deliver(sent, isReceived) {
      for (let tries = 1; ; tries++) {
        const reply = await post(sent);
        if (isReceived(reply, tries)) return;
        if (tries === MOST_TRIES) throw new Error(`${sent.path} answers ${reply.status} ${reply.text}`);
        onAgain();
      }
    },
    close: () => agent.destroy(),
  };
}
