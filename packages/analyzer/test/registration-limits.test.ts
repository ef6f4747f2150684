/** Registrations under attack: memory is bounded, time is linear, and what is told is the same however it is asked for. */

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze, type AnalyzeOptions, type RegistrationRow } from '../src/index.ts';
import { SipFlow } from './sip-flow.ts';

type Register = {
  readonly user?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly branch: string;
  readonly fields?: readonly string[];
};

function registerText({ user = 'alice', callId = '1', cseq = 1, branch, fields = [] }: Register): string {
  return message('REGISTER sip:example.com SIP/2.0', { user, callId, cseq, branch, fields });
}

function responseText(
  status: string,
  { user = 'alice', callId = '1', cseq = 1, branch, fields = [] }: Register,
): string {
  return message(`SIP/2.0 ${status}`, { user, callId, cseq, branch, fields });
}

function message(start: string, { user, callId, cseq, branch, fields }: Required<Register>): string {
  return [
    start,
    `Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${branch}`,
    `From: <sip:${user}@example.com>;tag=a`,
    `To: <sip:${user}@example.com>`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} REGISTER`,
    ...fields,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

const phone = '10.0.0.1:5060';
const registrar = '10.0.0.9:5060';

async function told(capture: Uint8Array, options: AnalyzeOptions = {}): Promise<readonly RegistrationRow[]> {
  const rows: RegistrationRow[] = [];
  await analyze([capture], { ...options, keep: false, onRegistration: (row) => rows.push(row) });
  return rows.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

describe('registrations', () => {
  test('beyond the limit those silent for longest are over, and that is told', async () => {
    // One more look for what is over than none.
    const users = 33_000;
    const flow = new SipFlow();
    for (let user = 0; user < users; user++) {
      const one = { user: `u${user}`, callId: `${user}`, branch: `${user}` };
      flow.send(user, phone, registrar, registerText({ ...one, fields: ['Contact: <sip:10.0.0.1>;expires=9999'] }));
      flow.send(
        user + 0.5,
        registrar,
        phone,
        responseText('200 OK', { ...one, fields: ['Contact: <sip:10.0.0.1>;expires=9999'] }),
      );
    }
    const capture = flow.capture();
    let messages = 0;
    const toldAt: number[] = [];

    const analysis = await analyze([capture], {
      keep: false,
      limits: { messages: { registrationsAtOnce: 1000 } },
      onMessage: () => messages++,
      onRegistration: () => toldAt.push(messages),
    });

    expect(toldAt).toHaveLength(users);
    expect(toldAt.filter((at) => at < messages).length).toBeGreaterThanOrEqual(users - 1000);
    expect(analysis.summary().diagnostics).toMatchObject([
      { code: 'limit-dialogs', samples: [{ detail: expect.stringContaining('1000 registrations') as string }] },
    ]);
  });

  test('many Call-IDs of one address are one user agent that tries again and again', async () => {
    const flow = new SipFlow();
    for (let number = 0; number < 8000; number++) {
      const one = { callId: `${number}`, branch: `${number}` };
      flow.send(number * 10, phone, registrar, registerText({ ...one, fields: ['Contact: <sip:10.0.0.1>'] }));
      flow.send(number * 10 + 1, registrar, phone, responseText('403 Forbidden', one));
    }

    const rows = await told(flow.capture());

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      state: 'rejected',
      failures: 8000,
      moreAttempts: 8000 - 20,
      moreCallIds: 8000 - 16,
    });
    expect(rows[0]?.messages).toHaveLength(100);
  });

  test('nobody answers thousands of Call-IDs from thousands of addresses: each is told once', async () => {
    const flow = new SipFlow();
    for (let number = 0; number < 5000; number++) {
      const from = `10.1.${number >> 8}.${number & 0xff}:5060`;
      flow.send(number, from, registrar, registerText({ callId: `${number}`, branch: `${number}` }));
    }

    expect(await told(flow.capture())).toHaveLength(5000);
  });

  test('a thousand contacts in one REGISTER are looked at in part', async () => {
    const contacts = Array.from({ length: 500 }, (_, port) => `Contact: <sip:10.0.0.1:${port + 1}>`);
    const flow = new SipFlow()
      .send(0, phone, registrar, registerText({ branch: '1', fields: contacts }))
      .send(1, registrar, phone, responseText('200 OK', { branch: '1', fields: contacts }));

    const [row] = await told(flow.capture());

    expect(row).toMatchObject({ state: 'registered' });
    expect(row?.bindings.length).toBeLessThanOrEqual(16);
  });

  test('are told alike as they end and when they are asked for, whatever comes in whatever order', async () => {
    const fields = fc.subarray([
      'Contact: <sip:10.0.0.1>',
      'Contact: <sip:10.0.0.1>;expires=60',
      'Contact: <sip:10.0.0.1:5070>;expires=0',
      'Contact: *',
      'Expires: 0',
      'Expires: 30',
      'Min-Expires: 60',
      'WWW-Authenticate: Digest realm="r", nonce="n"',
      'WWW-Authenticate: Digest realm="r", nonce="m", stale=true',
      'Authorization: Digest username="a", realm="r", nonce="n", uri="sip:example.com", response="0"',
      'Path: <sip:10.0.0.2;lr>',
      'P-Associated-URI: <sip:bob@example.com>',
    ]);
    const step = fc.record({
      isRequest: fc.boolean(),
      status: fc.constantFrom('100 Trying', '200 OK', '302 Moved', '401 No', '403 No', '423 Brief', '503 No'),
      user: fc.constantFrom('alice', 'bob'),
      callId: fc.constantFrom('1', '2'),
      cseq: fc.integer({ min: 0, max: 4 }),
      branch: fc.constantFrom('1', '2', '3', '4'),
      waitsMs: fc.constantFrom(0, 10, 20_000, 40_000, 700_000),
      fields,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const flow = new SipFlow();
        let atMs = 0;
        for (const { isRequest, status, waitsMs, ...register } of steps) {
          atMs += waitsMs;
          if (isRequest) flow.send(atMs, phone, registrar, registerText(register));
          else flow.send(atMs, registrar, phone, responseText(status, register));
        }
        const capture = flow.until(atMs + 1).capture();

        const kept = [...(await analyze([capture])).registrations()];

        expect(isDeepStrictEqual(await told(capture), kept)).toBe(true);
        const [unproven, unbound] = [
          kept.filter(({ messages }) => messages.length === 0),
          kept.filter(({ state, contacts }) => state === 'registered' && contacts.length === 0),
        ];
        expect([unproven, unbound]).toEqual([[], []]);
      }),
      { numRuns: 100 },
    );
  });
});
