import type { Places } from './guide.ts';
import { deskOf, visitors } from './guide.ts';

/** The one table that tells a newcomer where to go. `passphrase` is the sandbox officer's, if there is a key. */
export function table(places: Places, passphrase?: string): string {
  const rows = visitors(places);
  const who = Math.max(...rows.map((row) => row.who.length));
  const address = Math.max(...rows.map((row) => row.address.length));
  const indent = ' '.repeat(who + address + 6);
  return [
    '',
    'Bondgenoot draait. Open een adres in je browser. / Bondgenoot is running. Open an address in your browser.',
    '',
    ...rows.flatMap((row) => [
      `  ${row.who.padEnd(who)}  ${row.address.padEnd(address)}  ${row.nl}`,
      `${indent}${row.en}`,
    ]),
    '',
    `  Startpagina / start page: ${places.startPage}`,
    `  Bureau van de functionaris / officer desk: ${deskOf(places)}`,
    ...(passphrase ? [`  Wachtzin van de functionaris (alleen voor deze proefopstelling): ${passphrase}`] : []),
    '',
    'Stoppen: Ctrl-C. Alles is er de volgende keer weer. Opnieuw beginnen: npm start -- --fresh',
    'Stop with Ctrl-C. Everything is kept. Begin anew: npm start -- --fresh',
    '',
  ].join('\n');
}
