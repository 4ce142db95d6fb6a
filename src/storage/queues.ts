import { type StorageClients, StorageUnavailable, within } from './client.ts';

/** Work to do later, by any instance. A message is an id; what it means is read from the tables again. */
export type Queue = {
  /** @param delaySeconds not before so many seconds from now. */
  readonly send: (id: string, delaySeconds?: number) => Promise<void>;
  /**
   * Hands messages to a worker until stopped. A worker that throws gets the message again: after a minute, then two,
   * four and so on up to an hour. After {@link MAX_TRIES} tries, some four days, it goes to the poison queue.
   *
   * @param failed is told of every failure, with an id and never with content.
   * @returns stops, and resolves when the message in hand is done.
   */
  readonly consume: (
    work: (id: string) => Promise<void>,
    failed: (id: string, error: unknown) => void,
  ) => () => Promise<void>;
};

/** A message that a crashed worker held comes back after so long; the first wait after a failure. */
const RETRY_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3600;
const MAX_TRIES = 100;
const IDLE_MS = 1000;

/** Opens a queue and its poison queue; makes them when they are not there. */
export async function openQueue(clients: StorageClients, name: string): Promise<Queue> {
  const queue = clients.queueService.getQueueClient(name);
  const poison = clients.queueService.getQueueClient(`${name}-poison`);
  await within((options) => queue.createIfNotExists(options));
  await within((options) => poison.createIfNotExists(options));

  async function next(work: (id: string) => Promise<void>, failed: (id: string, error: unknown) => void) {
    const { receivedMessageItems } = await within((options) =>
      queue.receiveMessages({ numberOfMessages: 1, visibilityTimeout: RETRY_SECONDS, ...options }),
    );
    const [message] = receivedMessageItems;
    if (!message) return false;
    try {
      await work(message.messageText);
    } catch (error) {
      failed(message.messageText, error);
      if (message.dequeueCount < MAX_TRIES) {
        const wait = Math.min(RETRY_SECONDS * 2 ** (message.dequeueCount - 1), LONGEST_WAIT_SECONDS);
        const { messageId, popReceipt, messageText } = message;
        await within((options) => queue.updateMessage(messageId, popReceipt, messageText, wait, options));
        return true;
      }
      await within((options) => poison.sendMessage(message.messageText, options));
    }
    await within((options) => queue.deleteMessage(message.messageId, message.popReceipt, options));
    return true;
  }

  return {
    async send(id, delaySeconds = 0) {
      await within((options) =>
        queue.sendMessage(id, { visibilityTimeout: delaySeconds, messageTimeToLive: -1, ...options }),
      );
    },
    consume(work, failed) {
      const stopping = new AbortController();
      const running = (async () => {
        while (!stopping.signal.aborted) {
          const busy = await next(work, failed).catch((error: unknown) => {
            if (!(error instanceof StorageUnavailable)) failed('', error);
            return false;
          });
          if (!busy) await idle(stopping.signal);
        }
      })();
      return async () => {
        stopping.abort();
        await running;
      };
    },
  };
}

/** Waits for the next look at an empty queue, or for the stop. */
function idle(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, IDLE_MS);
    function done() {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    }
    stop.addEventListener('abort', done);
  });
}
