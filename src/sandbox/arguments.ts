import { parseArgs } from 'node:util';
import type { Ports } from './ports.ts';
import { DEFAULT_PORTS, portsFrom } from './ports.ts';

export interface SandboxArguments {
  /** Only say how it is used. */
  readonly help: boolean;
  readonly fresh: boolean;
  /** Start without the sandbox officer's key, to walk through the key ceremony. */
  readonly noOfficer: boolean;
  readonly ports: Ports;
  /** The data folder, if not the usual one. */
  readonly data?: string;
}

const HIGHEST_BASE = 65_535 - 7;

export const USAGE = `Gebruik: npm start -- [--fresh] [--no-officer] [--port-base <poort>] [--data <map>]

  --fresh              begin opnieuw, zonder wat er eerder was / begin anew, without what was there
  --no-officer         maak zelf de sleutel van de functionaris / make the officer's key yourself
  --port-base <poort>  gebruik acht poorten vanaf deze / use eight ports, from this one on
  --data <map>         bewaar alles in deze map / keep everything in this folder
  --help               toon deze uitleg / show this`;

/** Reads the command line. Throws an error with a sentence for people. */
export function parseArguments(args: readonly string[]): SandboxArguments {
  const { values } = read(args);
  const base = values['port-base'];
  if (base !== undefined && !(/^\d+$/.test(base) && Number(base) >= 1024 && Number(base) <= HIGHEST_BASE)) {
    throw new Error(`--port-base moet een getal zijn van 1024 tot en met ${HIGHEST_BASE}.`);
  }
  return {
    help: values.help ?? false,
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
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Error(`Dit begrijpt de proefopstelling niet.\n${USAGE}`, { cause: error });
  }
}
