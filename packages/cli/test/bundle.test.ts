import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invite, pcapOf } from './pcap-of.ts';
import { capture, sipscope } from './sipscope.ts';

type Chunk = {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly modules: Readonly<Record<string, unknown>>;
};

const root = path.join(import.meta.dirname, '..');
/** In the package, so that what is not bundled is found from here. */
const folder = path.join(root, '.cache/bundle');
let chunks: readonly Chunk[];

beforeAll(async () => {
  const result = await build({ root, logLevel: 'error', build: { outDir: folder } });
  // One output is asked for, and nothing is watched.
  const { output } = result as unknown as { readonly output: readonly (Chunk | { readonly type: 'asset' })[] };
  chunks = output.filter((file) => file.type === 'chunk');
  await writeFile(
    path.join(folder, 'run.js'),
    "import { main } from './main.js'; await main(process.argv.slice(2));\n",
  );
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

/** Files, and the modules in them, that are loaded with one. */
function loadedWith(fileName: string): { readonly files: readonly string[]; readonly modules: readonly string[] } {
  const loaded = new Set(chunks.filter((chunk) => chunk.fileName === fileName));
  // What is added is looked at too.
  for (const { imports } of loaded) for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  const all = [...loaded];
  return {
    files: [...all.map((chunk) => chunk.fileName), ...all.flatMap(({ imports }) => imports)],
    modules: all.flatMap(({ modules }) => Object.keys(modules)),
  };
}

/** What the command prints. Packages that are not bundled are taken from the sources. */
async function runBundle(args: readonly string[]): Promise<string> {
  const program = ['--conditions=@sipscope/source', path.join(folder, 'run.js')];
  return (await promisify(execFile)(process.execPath, [...program, ...args])).stdout;
}

describe('the bundled command', () => {
  test.each([
    [['calls', capture('call/cancel.pcap')]],
    [['messages', capture('tls/tls12-withkeys.pcapng'), '--filter', 'method:INVITE', '--format', 'csv']],
    [['summary', capture('encoding/gzipped.pcap.gz')]],
    [['flow', capture('call/cancel.pcap')]],
  ])('prints what the sources print: %j', async (args) => {
    expect(await runBundle(args)).toBe((await sipscope(args)).stdout);
  });

  test('finds the reader of XML, which is not in it', async () => {
    const file = path.join(folder, 'xml.pcap');
    const body = '<!DOCTYPE presence><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:a@example.org"/>';
    const publish = invite()
      .replaceAll('INVITE', 'PUBLISH')
      .replace('Content-Length: 0', `Content-Length: ${body.length}`);
    await writeFile(
      file,
      pcapOf([publish.replace('Max-Forwards', 'Content-Type: application/pidf+xml\r\nMax-Forwards') + body]),
    );

    expect(await runBundle(['summary', file])).toContain('xml-dtd');
  });

  test('reads ahead in a thread', async () => {
    const task = { name: capture('call/cancel.pcap'), keyLog: undefined, limits: undefined, reportsFraming: false };
    const worker = new Worker(path.join(folder, 'node-worker.js'), { workerData: task });

    const [answer] = (await once(worker, 'message')) as [{ readonly ahead: { readonly batch: { count: number } } }];
    await worker.terminate();

    expect(answer.ahead.batch.count).toBe(20);
    expect(chunks.map(({ fileName }) => fileName)).toContain('node-thread.js');
  });

  test('loads for a list of rows what reads captures, and nothing else', () => {
    const { files, modules } = loadedWith('list-rows.js');

    expect(modules.some((id) => id.endsWith('/analyze.ts'))).toBe(true);
    expect(modules.filter((id) => /chevrotain|saxes|fzstd|read-filter|node-thread|draw-flow\.ts/.test(id))).toEqual([]);
    expect(files.filter((name) => /^node:(zlib|net|fs|worker_threads)$|@sipscope/.test(name))).toEqual([]);
    expect(files.filter((name) => name.endsWith('.js')).length).toBeLessThan(10);
  });

  test('loads for its help and its faults no analyzer', () => {
    const loaded = [...loadedWith('main.js').modules, ...loadedWith('notices.js').modules];

    expect(loaded.filter((id) => /\/analy[sz]/.test(path.basename(id)))).toEqual([]);
  });

  test('passes on the licence of every package in it', async () => {
    const licenses = await readFile(path.join(folder, 'licenses.md'), 'utf8');
    const names = chunks.flatMap(({ modules }) =>
      Object.keys(modules).flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []),
    );

    const sections = new Map(licenses.split('\n## ').map((section) => [section.split(' - ')[0], section.length]));
    expect(names.length).toBeGreaterThan(0);
    for (const name of new Set(names)) expect([name, (sections.get(name) ?? 0) > 500]).toEqual([name, true]);
  });
});
