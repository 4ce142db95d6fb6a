import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

process.exitCode = await run(process.argv.slice(2), {
  botEntry: inProject('src/main.ts'),
  dataPath: inProject('.data'),
});
// Signal handlers and sockets left over from health checks must not keep a stopped sandbox alive.
process.exit();
