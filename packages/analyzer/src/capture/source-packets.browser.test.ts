import { expect, test } from 'vitest';
import { pcap } from '../../test/build-capture.ts';
import { ethernet, ipv4, udp } from '../../test/build-packet.ts';
import { readMessages } from '../read-messages.ts';

const sip =
  'OPTIONS sip:bob@example.test SIP/2.0\r\nCall-ID: 1@example.test\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n';
const capture = new Uint8Array(pcap([{ seconds: 5, data: ethernet(ipv4(udp(sip))) }]));

async function callIds(source: Blob | ReadableStream<Uint8Array>): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const { message } of readMessages(source)) found.push(message.callId);
  return found;
}

test('readMessages() reads a File in a browser, compressed or not', async () => {
  const packed = new Blob([capture]).stream().pipeThrough(new CompressionStream('gzip'));

  expect(await callIds(new File([capture], 'one.pcap'))).toEqual(['1@example.test']);
  expect(await callIds(await new Response(packed).blob())).toEqual(['1@example.test']);
});

test('readMessages() reads a stream in a browser', async () => {
  expect(await callIds(new Blob([capture]).stream())).toEqual(['1@example.test']);
});
