import type { Places } from './guide.ts';
import { deputyDeskOf, deskOf, visitors } from './guide.ts';
import type { Passphrases } from './keys.ts';

/** The one table that tells a newcomer where to go. */
export function table(places: Places, passphrases: Passphrases): string {
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
    ...passphrase('functionaris', passphrases.officer),
    `  Bureau van de vervanger / deputy's desk: ${deputyDeskOf(places)}`,
    ...passphrase('vervanger', passphrases.deputy),
    '',
    'Stoppen: Ctrl-C. Alles is er de volgende keer weer. Opnieuw beginnen: npm start -- --fresh',
    'Stop with Ctrl-C. Everything is kept. Begin anew: npm start -- --fresh',
    '',
  ].join('\n');
}

/** Whose key was made by hand has a passphrase that only they know. */
const passphrase = (of: string, words: string | undefined): string[] =>
  words === undefined ? [] : [`  Wachtzin van de ${of} (alleen voor deze proefopstelling): ${words}`];
