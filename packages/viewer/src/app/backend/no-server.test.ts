import { expect, test } from 'vitest';
import { noServer as server } from './no-server.ts';

test('noServer has no captures, and finds nothing', async () => {
  const found: unknown[] = [];

  await server.search({ text: '100' }, (event) => found.push(event), new AbortController().signal);

  expect(await server.captures()).toEqual([]);
  expect(found).toEqual([]);
});

test('noServer refuses an upload with words', async () => {
  const sent = server.upload(new File([], 'call.pcap'), { onProgress: () => {}, signal: new AbortController().signal });

  await expect(sent).rejects.toThrow('There is no server to send it to.');
});

test('noServer says of a capture of a server what to do', async () => {
  await expect(server.capture('c1')).rejects.toMatchObject({ problem: { code: 'not-found' } });
  await expect(server.list('c1', 'calls', {})).rejects.toThrow('Open the file of this capture.');
});
