import { fileURLToPath } from 'node:url';
import { run } from '../../src/sandbox/run.ts';

/** `npm start` with the stub for a bot; a bot that cannot start when BOT_ENTRY names something else. */
const botEntry = process.env.BOT_ENTRY ?? fileURLToPath(new URL('./stub-bot.ts', import.meta.url));
process.exit(await run(process.argv.slice(2), { botEntry, dataPath: '' }));
