/** What the sections of a story hold to, whatever messages say. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeIdentity } from '../src/identity/describe-identity.ts';
import { verifyPassports } from '../src/identity/verify-passport.ts';
import { describeIms } from '../src/ims/describe-ims.ts';
import { describeParticipants } from '../src/participants/describe-participants.ts';
import { endpointText, type ReadMessage } from '../src/message/read-message.ts';
import { messagesOf } from './read-texts.ts';
import { SipFlow, sipMessage } from './sip-flow.ts';

const endpoints = ['10.0.0.1:5060', '10.0.0.1:5070', '10.0.0.5:5060', '203.0.113.9:40000'];
const oneOf = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

const hostile = fc.string({ maxLength: 40, unit: 'binary-ascii' }).map((text) => text.replaceAll(/[\r\n\0]/g, ' '));
const value = fc.oneof(
  hostile,
  oneOf(
    '<sip:alice@example.com>',
    '"A" <tel:+12155550121;verstat=No-TN-Validation>',
    '<sip:orig@scscf.ims.example.com;lr>',
    'ipsec-3gpp;alg=hmac-md5-96;port-c=5062;port-s=5064;spi-c=1;spi-s=2',
    '3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=001010001000019b',
    'icid-value=1;orig-ioi=a;transit-ioi="b.1, void"',
    '..c2ln;info=<https://x>',
    'e30.e30.c2ln;info=<https://x>;ppt=shaken',
    'Digest realm="a", nonce="n", algorithm=AKAv1-MD5',
    '*;+g.3gpp.srvcc',
  ),
);
const name = oneOf(
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Remote-Party-ID',
  'Privacy',
  'Identity',
  'Contact',
  'User-Agent',
  'Security-Client',
  'Security-Server',
  'Security-Verify',
  'P-Access-Network-Info',
  'P-Charging-Vector',
  'P-Served-User',
  'P-Charging-Function-Addresses',
  'Path',
  'Service-Route',
  'Route',
  'Feature-Caps',
  'WWW-Authenticate',
  'Authorization',
  'Date',
);
const message = fc.record({
  name: oneOf('INVITE', 'REGISTER', 'BYE', '100 Trying', '180 Ringing', '200 OK', '302 Moved', '401 Unauthorized'),
  method: oneOf('INVITE', 'REGISTER'),
  from: oneOf(...endpoints),
  to: oneOf(...endpoints),
  sentBy: oneOf(...endpoints, 'pcscf.example.com'),
  callId: oneOf('c1', 'c2'),
  cseq: fc.integer({ min: 1, max: 3 }),
  branches: fc.array(oneOf('z9hG4bK1', 'z9hG4bK2', 'z9hG4bK3'), { minLength: 1, maxLength: 3 }),
  headers: fc.array(fc.tuple(name, value), { maxLength: 6 }),
});

const flows = fc.array(message, { minLength: 1, maxLength: 25 });

async function messagesOfFlow(
  sent: readonly (typeof message extends fc.Arbitrary<infer One> ? One : never)[],
): Promise<readonly ReadMessage[]> {
  const flow = new SipFlow();
  for (const [at, { name: title, method, from, to, headers, ...rest }] of sent.entries()) {
    const fields = headers.map(([field, text]) => `${field}: ${text}`);
    const text = sipMessage(title, { ...rest, headers: fields, ...(/^\d/.test(title) ? { method, toTag: 'b' } : {}) });
    flow.send(at, from, to, text);
  }
  return messagesOf([flow.capture()]);
}

/** All lists of frames that it holds. */
function framesIn(section: unknown): readonly number[] {
  const frames: number[] = [];
  JSON.stringify(section, (key, one: unknown) => {
    if (key === 'frames' || key === 'protectedFrames') frames.push(...(one as number[]));
    return one;
  });
  return frames;
}

test('every endpoint is of one participant, and every frame named is one of the call’s', async () => {
  await fc.assert(
    fc.asyncProperty(flows, async (sent) => {
      const messages = await messagesOfFlow(sent);

      const participants = describeParticipants(messages);

      const own = new Set(
        messages.flatMap(({ row }) => [endpointText(row.srcIp, row.srcPort), endpointText(row.dstIp, row.dstPort)]),
      );
      expect(participants.flatMap((one) => one.endpoints).toSorted()).toEqual([...own].toSorted());
      expect(framesIn(participants).every((frame) => messages.some(({ row }) => row.frame === frame))).toBe(true);
      expect(participants.every(({ roles = [] }) => roles.every(({ evidence }) => evidence.length > 0))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('what IMS and identities say names frames of the call, and is told whatever fields hold', async () => {
  await fc.assert(
    fc.asyncProperty(flows, async (sent) => {
      const messages = await messagesOfFlow(sent);
      const frames = new Set(messages.map(({ row }) => row.frame));

      const ims = describeIms(messages);
      const identity = describeIdentity(messages, { verdicts: await verifyPassports(messages, []) });

      expect([...framesIn(ims), ...framesIn(identity)].filter((frame) => !frames.has(frame))).toEqual([]);
      expect(ims === undefined || Object.values(ims).every((list) => list.length > 0)).toBe(true);
      expect(ims?.nodes?.every(({ confidence }) => confidence >= 0.5 && confidence < 1) ?? true).toBe(true);
    }),
    { numRuns: 60 },
  );
});
