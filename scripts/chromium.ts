/** The Chromium the tests drive: the one named in the environment, the system's, or the one an npm package ships. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const cache = path.join(import.meta.dirname, '../.cache/chromium');
const shippedPackage = '@sparticuz/chromium@153.0.0';
const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No network of its own: without these, Chromium asks for updates and host names at every start. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Path of a Chromium that is there now. */
export function findChromium(): string | undefined {
  const candidates = [process.env['CHROMIUM_PATH'], ...systemPaths, path.join(cache, 'chromium')];
  return candidates.find((candidate) => candidate !== undefined && existsSync(candidate));
}

/** The same, and an error where `installChromium` has not been run. */
export function chromiumPath(): string {
  const found = findChromium();
  if (found === undefined)
    throw new Error('No Chromium found. Run the tests with `npm test`, which installs one, or set CHROMIUM_PATH.');
  return found;
}

/** Makes sure a Chromium is there: Debian's package where this user may install it, else the npm package that ships one. */
export async function installChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall || !installFromDebian()) await installFromNpm();
  return chromiumPath();
}

function installFromDebian(): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function installFromNpm(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  execFileSync(
    'npm',
    ['install', '--prefix', cache, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', shippedPackage],
    { stdio: 'inherit' },
  );
  // The package unpacks its browser into the folder for temporary files.
  process.env['TMPDIR'] = cache;
  const require = createRequire(path.join(cache, 'package.json'));
  const { default: chromium } = (await import(require.resolve('@sparticuz/chromium'))) as {
    default: { executablePath(): Promise<string> };
  };
  await chromium.executablePath();
}
