import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnalyzeOptions } from '../src/analysis.ts';
import { AddressNames, readAliases } from '../src/participants/address-names.ts';
import { describeParticipants } from '../src/participants/describe-participants.ts';
import type { ParticipantRow } from '../src/rows.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { messagesOf, messagesOfFile } from './read-texts.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

const participantsOf = async (flow: SipFlow, options?: AnalyzeOptions): Promise<readonly ParticipantRow[]> => {
  const analysis = await flow.analyze(options);
  return analysis.summary().participants;
};
const rolesOf = ({ roles = [] }: ParticipantRow): readonly string[] => roles.map(({ role }) => role);

describe('the participants of a capture', () => {
  test('are named by their own user agents', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS', { headers: ['User-Agent: Phone/1.0 (x)'] }))
      .send(5, bob, alice, sipMessage('200 OK', { method: 'OPTIONS', headers: ['Server: Desk'] }));

    const participants = await participantsOf(flow);

    expect(participants).toMatchObject([
      { name: 'Phone/1.0 (x)', nameFrom: 'user-agent', endpoints: [alice], product: { name: 'Phone', version: '1.0' } },
      { name: 'Desk', endpoints: [bob], product: { name: 'Desk' } },
    ]);
  });

  test('are called as the user says, by address or by address and port', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS', { headers: ['User-Agent: Phone/1.0'] }))
      .send(5, bob, alice, sipMessage('200 OK', { method: 'OPTIONS' }));

    const participants = await participantsOf(flow, { aliases: readAliases('10.0.0.1=Gate\n10.0.0.9:5060=Bob') });

    expect(participants.map(({ name, nameFrom }) => [name, nameFrom])).toEqual([
      ['Gate', 'alias'],
      ['Bob', 'alias'],
    ]);
  });

  test('have one entry where a client connects anew, and two where they are only alike', async () => {
    const register = (from: string, user: string): string =>
      sipMessage('REGISTER', {
        sentBy: from,
        callId: `${from} ${user}`,
        headers: ['User-Agent: Phone/1.0', `P-Hint: ${user}`],
      }).replace('sip:alice@', `sip:${user}@`);
    const flow = new SipFlow()
      .send(0, '10.0.0.1:40001', proxy, register('10.0.0.1:40001', 'alice'))
      .send(1, '10.0.0.1:40002', proxy, register('10.0.0.1:40002', 'alice'))
      .send(2, '10.0.0.1:40003', proxy, register('10.0.0.1:40003', 'carol'));

    const participants = await participantsOf(flow);

    expect(participants.map(({ endpoints }) => endpoints)).toEqual([
      ['10.0.0.1:40001', '10.0.0.1:40002'],
      ['10.0.0.1:40003'],
    ]);
    expect(participants[0]?.merged).toEqual([
      { sentence: 'They share a User-Agent, Phone/1.0, and a user, sip:alice@example.com.', frames: [1, 2] },
    ]);
  });

  test('are one where what comes to a port goes on from another', async () => {
    const onward = '10.0.0.5:1033';
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(1, proxy, alice, sipMessage('100 Trying'))
      .send(2, onward, bob, sipMessage('INVITE', { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: 'proxy.example.com' }));

    const participants = await participantsOf(flow);

    expect(participants[0]).toMatchObject({
      endpoints: [proxy, onward],
      merged: [{ sentence: `What comes to ${proxy} goes on from ${onward}.`, frames: [3] }],
      roles: [{ role: 'proxy' }],
    });
  });

  test('tell where their addresses are translated', async () => {
    const flow = new SipFlow()
      .send(
        0,
        '203.0.113.7:1024',
        proxy,
        sipMessage('REGISTER', { sentBy: '192.168.1.2:5060', headers: ['Contact: <sip:a@192.168.1.2>'] }),
      )
      .send(
        1,
        proxy,
        '203.0.113.7:1024',
        sipMessage('200 OK', { sentBy: '192.168.1.2:5060;received=203.0.113.7;rport=1024', method: 'REGISTER' }),
      );

    const [phone] = await participantsOf(flow);

    expect(phone?.nat).toEqual([
      { sentence: 'Its Via names 192.168.1.2; its packets come from 203.0.113.7.', frames: [1] },
      { sentence: 'Its Contact has the private address 192.168.1.2; its packets come from 203.0.113.7.', frames: [1] },
      {
        sentence: 'Its Via names 192.168.1.2; the next element got it from 203.0.113.7, port 1024 (received).',
        frames: [2],
      },
    ]);
  });

  test('are the same whether what was found is kept or not', async () => {
    const flow = new SipFlow().send(0, alice, bob, sipMessage('OPTIONS', { headers: ['User-Agent: Phone/1.0'] }));

    expect(await participantsOf(flow, { keep: false })).toEqual(await participantsOf(flow));
  });

  test('of whom there are too many are counted', async () => {
    const flow = new SipFlow();
    for (let i = 0; i < 2100; i++)
      flow.send(i, `10.1.${i >> 8}.${i & 255}:5060`, proxy, sipMessage('OPTIONS', { callId: `c${i}` }));

    const { participants, moreParticipants } = (await flow.analyze()).summary();

    expect(participants).toHaveLength(100);
    expect(moreParticipants).toBe(2000);
  });
});

describe('the participants of a call', () => {
  test('are one where a server answers from another port than it is called at', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE'))
      .send(5, '10.0.0.9:1073', alice, sipMessage('200 OK', { toTag: 'b' }));

    const participants = describeParticipants(await messagesOf([flow.capture()]));

    expect(participants).toMatchObject([
      { endpoints: [alice], roles: [{ role: 'caller' }] },
      {
        endpoints: [bob, '10.0.0.9:1073'],
        merged: [{ sentence: 'What comes to 10.0.0.9:5060 is answered from 10.0.0.9:1073.', frames: [1, 2] }],
        roles: [{ role: 'callee' }],
      },
    ]);
  });

  test('have no caller where the capture begins behind it', async () => {
    const flow = new SipFlow().send(
      0,
      proxy,
      bob,
      sipMessage('INVITE', { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy }),
    );

    const participants = describeParticipants(await messagesOf([flow.capture()]));

    expect(participants.map(({ roles }) => roles)).toEqual([undefined, undefined]);
  });
});

describe('readAliases()', () => {
  test('reads lines with equals signs, lines of hosts files and IPv6, and no others', () => {
    const text =
      '192.0.2.1=SBC A # the old one\n192.0.2.2  proxy\n[2001:DB8::1]:5060 = Core\n[2001:db8::2]=Edge\nno address\n192.0.2.3\n# 192.0.2.4=x';

    expect([...readAliases(text)]).toEqual([
      ['192.0.2.1', 'SBC A'],
      ['192.0.2.2', 'proxy'],
      ['[2001:db8::1]:5060', 'Core'],
      ['2001:db8::2', 'Edge'],
    ]);
  });

  test('a name of the user beats one of the capture', () => {
    const names = new AddressNames(new Map([['192.0.2.1', 'mine']]), [
      { address: '192.0.2.1', names: ['theirs'] },
      { address: '192.0.2.2', names: ['other'] },
    ]);

    expect(names.of('192.0.2.1', '192.0.2.1:5060')).toEqual({ name: 'mine', from: 'alias' });
    expect(names.of('192.0.2.2', '192.0.2.2:5060')).toEqual({ name: 'other', from: 'capture' });
    expect(names.of('192.0.2.3', '192.0.2.3:5060')).toBeUndefined();
  });
});

/** Each by hand with tshark: Via, Path, Service-Route, Security-Server and Server of the messages. */
describe.runIf(hasCorpus)('the participants of captures', () => {
  test('the elements of a core at one address are told apart, and a device’s protected ports are its own', async () => {
    const messages = await messagesOfFile(path.join(corpus, 'captures/open5gs__ipsec_reg.pcapng'));

    const participants = describeParticipants(messages);

    expect(participants.map((one) => [one.name, one.endpoints, rolesOf(one)])).toEqual([
      ['SM-T515-TB4 Samsung IMS 6.0', ['192.168.101.5:5060', '192.168.101.5:6301', '192.168.101.5:6300'], ['UE']],
      ['TelcoSuite Proxy-CSCF', ['10.4.128.21:5060', '10.4.128.21:6100', '10.4.128.21:5100'], ['proxy', 'P-CSCF']],
      ['Kamailio I-CSCF', ['10.4.128.21:4060'], ['proxy', 'I-CSCF']],
      ['Kamailio S-CSCF', ['10.4.128.21:6060'], ['registrar', 'S-CSCF']],
      [undefined, ['192.168.101.2:5060'], ['UE']],
    ]);
    expect(participants[0]?.instance).toBe('urn:gsma:imei:35622410-483840-0');
  });

  test('two user agents of one program at one address stay two', async () => {
    const messages = await messagesOfFile(path.join(corpus, 'generated/baresip-blind-transfer.pcap'));

    const participants = describeParticipants(messages);

    expect(participants.map(({ endpoints }) => endpoints)).toEqual([
      ['10.99.0.1:5060'],
      ['10.99.0.1:5062'],
      ['10.99.0.1:5064'],
    ]);
  });

  test.each([
    [
      'captures/goff__SIP-Call-with-Proxy-Server.pcap',
      [
        ['10.33.6.101:5060', 'GW/v.6.20A.027.012', 'caller'],
        ['10.33.6.102:5080', undefined, 'proxy'],
        ['10.33.6.100:5060', 'IPP/v.6.20A.027.012', 'callee'],
      ],
    ],
    [
      // Its server gets requests at 5060, sends them on from 1033 and answers from 1073.
      'captures/goff__voip-extension.pcap',
      [
        ['192.168.5.10:5060', 'YV5/1.1.4', 'caller'],
        ['192.168.5.11:5060', 'MSFTRP 2.0', 'proxy, callee'],
        ['192.168.5.20:5060', 'YV5/1.1.4', 'callee'],
      ],
    ],
    [
      'generated/redirect.pcap',
      [
        ['127.0.1.1:5060', undefined, 'caller'],
        ['127.0.0.10:5060', 'kamailio (5.6.3 (x86_64/linux))', 'proxy'],
        ['127.0.0.11:5060', 'kamailio (5.6.3 (x86_64/linux))', 'redirect server'],
        ['127.0.3.1:5060', undefined, 'callee'],
      ],
    ],
    [
      'generated/siprec.pcap',
      [
        ['127.0.1.5:5060', undefined, 'caller, recording client'],
        ['127.0.2.5:5060', undefined, 'callee, recording server'],
      ],
    ],
  ])('of %s have the roles that their Vias and answers show', async (file, expected) => {
    const participants = describeParticipants(await messagesOfFile(path.join(corpus, file)));

    expect(participants.map((one) => [one.endpoints[0], one.name, rolesOf(one).join(', ')])).toEqual(expected);
  });
});
