/** Rules of offers and answers are asked of a dialog on each hop. */

import { expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { rules } from '../src/conformance.ts';
import { readFlow } from './flow/run-flow.ts';

const actors = `# Offers and answers

alice  192.0.2.1
proxy  192.0.2.10  proxy record-route
bob    192.0.2.2
`;

test('what is wrong on two hops of a dialog is told once', async () => {
  const seen = await findings(
    'SDP-OA-003',
    `${actors}
0.0    alice -> proxy  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU
+0.002 proxy -> bob    INVITE
+0.1   proxy <- bob    200  sdp answer audio 4002 PCMA
+0.002 alice <- proxy  200
+0.01  alice -> proxy  ACK
+0.002 proxy -> bob    ACK
`,
  );

  expect(seen).toEqual(['The audio stream is answered with "PCMA/8000", and was offered with "PCMU/8000".']);
});

test('what is wrong on one hop alone is told of that hop', async () => {
  const seen = await findings(
    'SDP-OA-003',
    `${actors}
0.0    alice -> proxy  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU
+0.002 proxy -> bob    INVITE
+0.1   proxy <- bob    200  sdp answer audio 4002 PCMU
+0.002 alice <- proxy  200  sdp answer audio 4002 PCMA
+0.01  alice -> proxy  ACK
+0.002 proxy -> bob    ACK
`,
  );

  expect(seen).toHaveLength(1);
});

test('the same mistake in two dialogs is told of each', async () => {
  const seen = await findings(
    'SDP-OA-003',
    `${actors}
0.0    alice -> bob  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU
+0.1   alice <- bob  200  sdp answer audio 4002 PCMA
+0.01  alice -> bob  ACK
5.0    alice -> bob  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU
+0.1   alice <- bob  200  sdp answer audio 4002 PCMA
+0.01  alice -> bob  ACK
`,
  );

  expect(seen).toHaveLength(2);
});

test('several streams of one answer are told apart', async () => {
  const seen = await findings(
    'SDP-OA-004',
    `${actors}
0.0    alice -> bob  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU inactive video 4010 H264 inactive
+0.1   alice <- bob  200  sdp answer audio 4002 PCMU video 4012 H264
+0.01  alice -> bob  ACK
`,
  );

  expect(seen).toHaveLength(2);
});

async function findings(id: string, flow: string): Promise<readonly string[]> {
  const { script, capture } = readFlow('two-hops.flow', flow);
  const seen: string[] = [];
  await analyze([capture], {
    ...script.given,
    keep: false,
    rules: rules.filter((rule) => rule.id === id),
    onFinding: (row) => seen.push(row.seen),
  });
  return seen;
}
