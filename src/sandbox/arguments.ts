import { parseArgs } from 'node:util';
import type { Ports } from './ports.ts';
import { DEFAULT_PORTS, portsFrom } from './ports.ts';

export interface SandboxArguments {
  readonly fresh: boolean;
  /** Start without the sandbox officer's key, to walk through the key ceremony. */
  readonly noOfficer: boolean;
  readonly ports: Ports;
  /** The data folder, if not the usual one. */
  readonly data?: string;
}

const HIGHEST_BASE = 65_535 - 7;

export const USAGE = 'Gebruik: npm start -- [--fresh] [--no-officer] [--port-base <poort>] [--data <map>]';

/** Reads the command line. Throws an error with a sentence for people. */
export function parseArguments(args: readonly string[]): SandboxArguments {
  const { values } = read(args);
  const base = values['port-base'];
  if (base !== undefined && !(/^\d+$/.test(base) && Number(base) >= 1024 && Number(base) <= HIGHEST_BASE)) {
    throw new Error(`--port-base moet een getal zijn van 1024 tot en met ${HIGHEST_BASE}.`);
  }
  return {
    fresh: values.fresh ?? false,
    noOfficer: values['no-officer'] ?? false,
    ports: base === undefined ? DEFAULT_PORTS : portsFrom(Number(base)),
    ...(values.data === undefined ? {} : { data: values.data }),
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean' },
        'no-officer': { type: 'boolean' },
        'port-base': { type: 'string' },
        data: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`Dit begrijpt de proefopstelling niet. ${USAGE}`, { cause: error });
  }
}
