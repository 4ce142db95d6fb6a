/** Runs one benchmark: `npm run -s bench -- report`. Each is a program that prints one JSON object. */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  report: () => import('./report.ts'),
};

const bench = BENCHES[process.argv[2] ?? ''];
if (bench) await bench();
else {
  console.error(`Which benchmark? One of: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 1;
}
