import { expect, test } from 'vitest';
import { analyze } from '../../analyze.ts';
import { openBlob } from '../../capture/blob-input.ts';

const address = new URL('../../../../../fixtures/captures/tls/tls12-withkeys.pcapng', import.meta.url);

test('analyze() decrypts TLS in a browser', async () => {
  const input = await openBlob(await (await fetch(address)).blob());
  const transports: string[] = [];

  await analyze(input.chunks(), {
    onMessage: (message, bytes, analysis) => transports.push(analysis.messageRow(message, bytes).transport),
  });

  expect(transports.filter((transport) => transport === 'TLS')).toHaveLength(16);
});
