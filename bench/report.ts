import { buildPages } from '../scripts/build-pages.ts';
import { chatDoor } from './report/chat-door.ts';
import type { Send } from './report/door.ts';
import { openClient } from './report/http.ts';
import { OFFICERS } from './report/officers.ts';
import { median, pace, rounded, spread } from './report/pace.ts';
import { openRawWrites, type RawWrites } from './report/raw-writes.ts';
import { openSchool } from './report/school.ts';
import { sealedDoor, timeSealing } from './report/sealed-door.ts';

/*
 * How fast reports come in through each door, over the same writes made directly to the same Azurite in the same run.
 * The program, Azurite and the reporters share one machine. Each run through a door stands between two runs of direct
 * writes and is compared with those two, so that a machine that is slow or busy is so for both; medians count.
 * Prints one JSON object.
 */

/** So many that the first and the last ones, when not all of them are on their way, weigh little. */
const RAW = { reports: 400, atOnce: 16 };
const SEALED = { ...RAW, rounds: 15 };
/** Fewer: the slow hash of each receipt lets only a few through in a second, however many are sent at once. */
const CHAT = { reports: 12, atOnce: 4, rounds: 3 };
/** So often everything is done before anything is measured: the program, Azurite and this process warm up. */
const WARM_UP = 3;
/** On a machine that is busy with other things there are fewer rounds, but at least two. */
const ENOUGH_MS = { sealed: 110_000, chat: 170_000 };
const LONGEST_MS = 230_000;

let sentAgain = 0;
let opening: Promise<unknown> = Promise.resolve();
const opened: (() => Promise<void>)[] = [];
/** Ends every process that was started, the last one first. */
async function closeAll(): Promise<void> {
  await opening.catch(() => undefined); // what is just starting must be known before it can be ended
  for (let close = opened.pop(); close; close = opened.pop()) await close();
}

/** Reports a second, written directly. */
async function paceOfWrites(raw: RawWrites): Promise<number> {
  await raw.empty();
  return pace(
    Array.from({ length: RAW.reports }, () => raw.write),
    RAW.atOnce,
  );
}

/** Reports a second through a door, on fresh connections and into empty tables. Each report is sent for the first time. */
async function paceOfDoor(url: string, reports: readonly Send[], atOnce: number, raw?: RawWrites): Promise<number> {
  await raw?.empty();
  const client = openClient(url, () => {
    sentAgain += 1;
  });
  const work = reports.map((send) => () => send(client));
  return pace(work, atOnce).finally(client.close);
}

/** Direct writes, the door, direct writes, the door, and so on; each run of the door is compared with both beside it. */
async function compare(
  door: () => Promise<number>,
  direct: () => Promise<number>,
  { rounds, until }: { readonly rounds: number; readonly until: number },
) {
  const found = { rates: [] as number[], raw: [await direct()], ratios: [] as number[] };
  while (found.rates.length < rounds && (found.rates.length < 2 || performance.now() < until)) {
    const rate = await door();
    found.raw.push(await direct());
    const [before = 0, after = 0] = found.raw.slice(-2);
    found.rates.push(rate);
    found.ratios.push(rate / ((before + after) / 2));
  }
  return found;
}

async function measure() {
  const { record } = await buildPages();
  const pageFiles = Object.entries(record.files).filter(([path]) => path.startsWith('report/'));
  const pageBytes = pageFiles.reduce((sum, [, { brotli }]) => sum + brotli, 0);
  const sealing = await timeSealing();

  const starting = openSchool((close) => opened.push(close));
  opening = starting;
  const school = await starting;
  const runs = WARM_UP + SEALED.rounds;
  const page = await sealedDoor(school, runs * SEALED.reports + 1);
  const chat = chatDoor(school);
  await paceOfDoor(school.url, await page(1), 1);
  const raw = await openRawWrites(school.storage);
  const throughPage = async () => paceOfDoor(school.url, await page(SEALED.reports), SEALED.atOnce, raw);
  const inChat = async () => paceOfDoor(school.url, await chat(CHAT.reports), CHAT.atOnce, raw);
  const direct = () => paceOfWrites(raw);
  for (let i = 0; i < WARM_UP; i++) await throughPage();
  for (let i = 0; i < WARM_UP; i++) await direct();
  await inChat();

  const sealed = await compare(throughPage, direct, { rounds: SEALED.rounds, until: ENOUGH_MS.sealed });
  const chatted = await compare(inChat, direct, { rounds: CHAT.rounds, until: ENOUGH_MS.chat });
  return {
    sealedDoorVsRawWrites: rounded(median(sealed.ratios)),
    chatDoorVsRawWrites: rounded(median(chatted.ratios)),
    sealMs: rounded(median(sealing)),
    pageKilobytesCompressed: rounded(pageBytes / 1000),
    reportsPerSecond: {
      ...{ sealed: spread(sealed.rates), chat: spread(chatted.rates) },
      rawWrites: spread([...sealed.raw, ...chatted.raw]),
    },
    ratios: { sealed: spread(sealed.ratios), chat: spread(chatted.ratios) },
    sentAgain,
    how: {
      officers: OFFICERS,
      rawWrites: RAW,
      sealed: { ...SEALED, rounds: sealed.rates.length },
      chat: { ...CHAT, rounds: chatted.rates.length },
      sealMs: `one report: three envelopes, for three hybrid recipients and for the receipt, in Node ${process.version}`,
      pageKilobytesCompressed: 'brotli, 1 kB is 1000 bytes',
    },
  };
}

const interrupted = new Promise<never>((_resolve, reject) => {
  setTimeout(() => reject(new Error('the benchmark takes too long')), LONGEST_MS).unref();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)));
});
try {
  const found = await Promise.race([measure(), interrupted]);
  await closeAll();
  console.log(JSON.stringify(found));
} catch (error) {
  await closeAll();
  console.error(error);
  process.exit(1); // whatever was still being measured
}
