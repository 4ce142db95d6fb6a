import { Server } from 'node:net';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before each program of the sandbox (`node --import`). Two things they do not all do of themselves:
 * listen on loopback only (a Playground window listens everywhere), and stop when the sandbox is gone.
 */

const LOOPBACK = '127.0.0.1';
const listen = Server.prototype.listen;

function listenOnLoopback(this: Server, ...args: unknown[]): Server {
  const [first, second, ...rest] = args;
  const atPort = typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first));
  const given = typeof first === 'object' && first !== null && 'port' in first ? first : undefined;
  let local = args;
  if (atPort) local = [first, LOOPBACK, ...(typeof second === 'function' ? [second, ...rest] : rest)];
  else if (given) local = [{ ...given, host: LOOPBACK }, second, ...rest];
  return Reflect.apply(listen, this, local);
}
// The overloads of listen() cannot be written as one function; every form of call is passed on as it came.
Server.prototype.listen = listenOnLoopback as typeof listen;

if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    // Not a real signal: Windows has none, and would end the program before it could save.
    if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(0);
  });
  // Waiting for the sandbox must not keep a program alive that is done.
  process.channel.unref();
}
