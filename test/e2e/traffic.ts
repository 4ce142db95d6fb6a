import type { BrowserContext } from 'playwright-core';

/** One request as it really left the browser. */
export type Sent = {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Listens to everything that the pages of a browser profile send. The returned function gives it all. */
export function listenTo(context: BrowserContext): () => Promise<Sent[]> {
  const sent: Promise<Sent>[] = [];
  context.on('request', (request) => {
    const url = request.url();
    const body = request.postData() ?? '';
    // `headers()` would leave out the very ones that this is about.
    sent.push(request.allHeaders().then((headers) => ({ url, path: new URL(url).pathname, headers, body })));
  });
  return () => Promise.all(sent);
}
