import { describe, expect, test } from 'vitest';
import { callsWithMessages } from '../../../test/call-messages.ts';
import { findFlows, openFlow } from '../../../test/flow/find-flows.ts';
import { hasSipp, runSipp } from '../../../test/run-sipp.ts';
import { wellFormed } from '../../../test/well-formed-xml.ts';
import { formatSipp, sippHops } from './format-sipp.ts';

async function scenarios(flow: string, hop = 1): Promise<{ readonly uac: string; readonly uas: string }> {
  const [first] = await callsWithMessages(openFlow(`fixtures/flows/${flow}.flow`).capture);
  const { call, messages } = first!;
  return {
    uac: formatSipp(call, messages, { side: 'uac', hop }),
    uas: formatSipp(call, messages, { side: 'uas', hop }),
  };
}

describe('a call as a scenario of SIPp', () => {
  test('has what differs each time as keywords of SIPp', async () => {
    const { uac } = await scenarios('calls/hold-and-resume');

    expect(uac).toContain('INVITE sip:bob@example.com SIP/2.0');
    expect(uac).toContain('Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]');
    expect(uac).toContain('From: <sip:alice@example.com>;tag=[pid]SIPpTag00[call_number]');
    expect(uac).toContain('To: <sip:bob@example.com>[peer_tag_param]');
    expect(uac).toContain('Call-ID: [call_id]\nCSeq: [cseq] INVITE');
    expect(uac).toContain('BYE [next_url] SIP/2.0');
    expect(uac).toContain('o=alice 1 1 IN IP[local_ip_type] [local_ip]');
    expect(uac).toContain('c=IN IP[media_ip_type] [media_ip]');
    expect(uac).toContain('m=audio [media_port] RTP/AVP 0');
    expect(uac.replaceAll(/<!--.*-->/g, '')).not.toContain('192.0.2.');
  });

  test('waits as long as the call did, and a while longer for what should come', async () => {
    const { uac, uas } = await scenarios('calls/busy');

    expect(uas).toContain('<pause milliseconds="3000"/>');
    expect(uac).toContain('<recv response="180" optional="true"');
    expect(uac).toContain('<recv response="486" timeout="35000"/>');
  });

  test('answers a challenge with what SIPp is told, and has no credentials of the call', async () => {
    const { uac, uas } = await scenarios('calls/challenged-and-answered');

    expect(uac).toContain('<recv response="407" auth="true"');
    expect(uac).toContain('[authentication username=alice]');
    expect(uac).toContain('-ap PASSWORD');
    expect(uac).not.toContain('Digest');
    expect(uas).toContain('Proxy-Authenticate: Digest');
  });

  test('has a hop for each two elements that a dialog began between, the first the caller and whom it asked', async () => {
    const [first] = await callsWithMessages(openFlow('fixtures/flows/calls/answered-through-a-proxy.flow').capture);

    const hops = sippHops(first!.messages);

    expect(hops.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '192.0.2.1:5060 192.0.2.10:5060',
      '192.0.2.10:5060 192.0.2.2:5060',
    ]);
    expect(() => formatSipp(first!.call, first!.messages, { side: 'uac', hop: 3 })).toThrow('2 hops');
  });

  test('is not made of a call whose beginning was not captured', async () => {
    const flow = openFlow('fixtures/flows/calls/begins-before-the-capture.flow');
    const [first] = await callsWithMessages(flow.capture);

    expect(() => formatSipp(first!.call, first!.messages, { side: 'uac' })).toThrow('was not captured');
  });

  test('is XML in ASCII, whatever stood in the messages', async () => {
    let scenarios = 0;
    for (const { file } of findFlows().filter(({ file }) =>
      /\/(?:calls|transfer|messaging|identity|rfc5359)\//.test(file),
    )) {
      for (const { call, messages } of await callsWithMessages(openFlow(file).capture)) {
        const hops = sippHops(messages);
        for (let hop = 1; hop <= hops.length; hop++)
          for (const side of ['uac', 'uas'] as const) {
            const scenario = formatSipp(call, messages, { side, hop });
            scenarios++;

            expect({ file, problem: wellFormed(scenario) }).toEqual({ file, problem: '' });
            expect(scenario).toMatch(/^[\n -~]*$/);
          }
      }
    }
    expect(scenarios).toBeGreaterThan(150);
  });
});

describe.skipIf(!hasSipp)('the scenarios of both sides', () => {
  test.each([
    ['calls/busy', ['INVITE', '100', '180', '486', 'ACK']],
    ['calls/cancelled-while-it-rang', ['INVITE', '180', 'CANCEL', '200', '487', 'ACK']],
    ['calls/challenged-and-answered', ['INVITE', '407', 'ACK', 'INVITE', '100', '180', '200', 'ACK', 'BYE', '200']],
    ['calls/hold-and-resume', ['INVITE', '200', 'ACK', 'INVITE', '200', 'ACK', 'INVITE', '200', 'ACK', 'BYE', '200']],
    [
      'calls/reliable-provisional',
      ['INVITE', '100', '183', 'PRACK', '200', 'UPDATE', '200', '180', '200', 'ACK', 'BYE', '200'],
    ],
    [
      'transfer/blind',
      ['INVITE', '200', 'ACK', 'REFER', '202', 'NOTIFY', '200', 'NOTIFY', '200', 'NOTIFY', '200', 'BYE', '200'],
    ],
    ['calls/over-ipv6', ['INVITE', '180', '200', 'ACK', 'BYE', '200']],
  ] as const)('of %s talk to each other through SIPp', async (flow, expected) => {
    const { status, messages, trace, errors } = await runSipp(await scenarios(flow));

    expect({ status, errors }).toEqual({ status: { uac: 0, uas: 0 }, errors: '' });
    expect(messages.map((line) => /^SIP\/2\.0 (\d+)|^([A-Z]+)/.exec(line)?.slice(1).find(Boolean))).toEqual(expected);
    expect(trace).not.toContain('192.0.2.');
  });

  test('give an answer to a challenge that has the realm and nonce of it', async () => {
    const { trace } = await runSipp(await scenarios('calls/challenged-and-answered'));

    expect(trace).toMatch(/Proxy-Authorization: Digest username="alice",realm="[^"]+"/);
  });
});
