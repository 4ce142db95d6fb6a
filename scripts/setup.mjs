// Runs before `npm start` and `npm test`, on a machine that has only Node and npm. Plain JavaScript without dependencies:
// it must run on the oldest Node that is allowed, before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const bringsNode = process.platform === 'linux' && process.arch === 'x64';

if (bringsNode ? major < 20 : major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Bondgenoot needs Node ${bringsNode ? '20.20' : '22.18'} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const stamp = 'node_modules/.installed';
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Installing dependencies (only after a change of package-lock.json) ...');
  // No install scripts: nothing here needs one, and none of them gets to run on this machine.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
  writeFileSync(stamp, lock);
}
