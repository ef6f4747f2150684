import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const hasSipp: boolean = spawnSync('sipp', ['-v']).error === undefined;

export type SippRun = {
  /** As SIPp exits: 0 where the call went as the scenario says. */
  readonly status: Readonly<Record<'uac' | 'uas', number | null>>;
  /** Start-lines of the messages the callee sent and received, in order. */
  readonly messages: readonly string[];
  /** All that was sent and received by the callee. */
  readonly trace: string;
  readonly errors: string;
};

/** Lets the scenario of a caller and that of a callee talk to each other on loopback. Pauses are cut to 30 ms. */
export async function runSipp(scenarios: Readonly<Record<'uac' | 'uas', string>>): Promise<SippRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sipp-'));
  const [uacPort, uasPort] = [await freePort(), await freePort()];
  for (const side of ['uac', 'uas'] as const) writeFileSync(path.join(folder, `${side}.xml`), quick(scenarios[side]));
  try {
    const common = ['-i', '127.0.0.1', '-m', '1', '-nostdin', '-ap', 'secret', '-trace_err'];
    const uas = run(folder, ['-sf', 'uas.xml', '-p', String(uasPort), '-trace_msg', ...common]);
    await isBound(uasPort);
    const uac = run(folder, ['-sf', 'uac.xml', `127.0.0.1:${uasPort}`, '-p', String(uacPort), ...common]);
    const status = { uac: await uac, uas: await uas };
    const files = readdirSync(folder);
    const textOf = (ending: string): string =>
      files
        .filter((name) => name.endsWith(ending))
        .map((name) => readFileSync(path.join(folder, name), 'latin1'))
        .join('\n');
    const trace = textOf('_messages.log');
    const messages = [...trace.matchAll(/^UDP message (?:sent|received).*\r?\n\r?\n(.*?)\r?$/gm)].map(
      ([, line = '']) => line,
    );
    return { status, messages, trace, errors: textOf('_errors.log') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function quick(scenario: string): string {
  return scenario
    .replace(/<pause milliseconds="\d+"/g, '<pause milliseconds="30"')
    .replace(/timeout="\d+"/g, 'timeout="4000"');
}

function run(folder: string, values: readonly string[]): Promise<number | null> {
  const child = spawn('sipp', [...values, '-timeout', '20'], { cwd: folder, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => resolve(status));
  });
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Waits until somebody has the port. */
async function isBound(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = createSocket('udp4');
    const isFree = await new Promise<boolean>((resolve) => {
      socket.on('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) return;
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
