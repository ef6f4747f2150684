import { expect, test } from 'vitest';
import { bundleEntry } from '../../parser/bench/bundle/bundle-entry.ts';

/** Folders of the analyzer that a page loads at once, for one name of `@sipscope/analyzer/capture`. */
async function foldersOf(entry: string): Promise<readonly string[]> {
  const { modules } = await bundleEntry(entry);
  const names = modules.filter(({ characters }) => characters > 0).map(({ name }) => name);
  return [...new Set(names.flatMap((name) => /^packages\/analyzer\/src\/(\w+)\//.exec(name)?.[1] ?? []))].toSorted();
}

test('readPackets() costs a page the readers of captures, and nothing of what comes behind them', async () => {
  expect(await foldersOf('read-packets')).toEqual(['capture']);
});

test('readDatagrams() costs it the network, and of transports the text of addresses', async () => {
  expect(await foldersOf('read-datagrams')).toEqual(['capture', 'network', 'transport']);
});

test('readMessages() costs it transports, and no reconstruction', async () => {
  expect(await foldersOf('read-messages')).toEqual(['capture', 'network', 'transport']);
});

test.each(['read-packets', 'read-datagrams'])(
  '%s of it reads the messages of logs by the core of the parser',
  async (entry) => {
    const { modules } = await bundleEntry(entry);

    const names = modules.map(({ name }) => name);
    expect(names.some((name) => name.endsWith('parser/src/message/core-readers.ts'))).toBe(true);
    expect(
      names.filter((name) => /parser.src.*(body.xml|session-description|extensions|compiled-sdp)/.test(name)),
    ).toEqual([]);
  },
);

test('a capture without compression costs it no decoder of zstd', async () => {
  const { modules, lazyModules } = await bundleEntry('read-packets');

  const atOnce = modules.map(({ name }) => name).filter((name) => /fzstd|xxh64/.test(name));
  expect(atOnce).toEqual([]);
  expect(lazyModules.some((name) => name.includes('fzstd'))).toBe(true);
});
