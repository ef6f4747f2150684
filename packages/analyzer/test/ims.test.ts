import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeIdentity } from '../src/identity/describe-identity.ts';
import { describeIms } from '../src/ims/describe-ims.ts';
import type { ImsSection, SecurityAgreementRow } from '../src/rows.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { messagesOf, messagesOfFile } from './read-texts.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

const sectionOf = async (flow: SipFlow): Promise<ImsSection | undefined> =>
  describeIms(await messagesOf([flow.capture()]));

async function agreementOf(client: string, server: string, verify?: string): Promise<SecurityAgreementRow | undefined> {
  const flow = new SipFlow()
    .send(0, alice, proxy, sipMessage('REGISTER', { headers: [`Security-Client: ${client}`] }))
    .send(
      5,
      proxy,
      alice,
      sipMessage('401 Unauthorized', { method: 'REGISTER', toTag: 'b', headers: [`Security-Server: ${server}`] }),
    );
  if (verify !== undefined)
    flow.send(
      9,
      '10.0.0.1:5062',
      '10.0.0.5:5068',
      sipMessage('REGISTER', { cseq: 2, branches: ['z9hG4bK2'], headers: [`Security-Verify: ${verify}`] }),
    );
  return (await sectionOf(flow))?.security?.[0];
}

describe('a security agreement', () => {
  const server = 'ipsec-3gpp;q=0.5;alg=hmac-md5-96;spi-c=21;spi-s=22;port-c=5066;port-s=5068';

  test('is what the server likes best of what the device offered', async () => {
    const offered =
      'ipsec-3gpp;alg=hmac-md5-96;spi-c=11;spi-s=12;port-c=5062;port-s=5064, ipsec-3gpp;alg=hmac-sha-1-96;spi-c=11;spi-s=12;port-c=5062;port-s=5064';
    const listed = `${server}, ipsec-3gpp;q=0.9;alg=hmac-sha-1-96;ealg=null;spi-c=31;spi-s=32;port-c=6066;port-s=6068`;

    expect(await agreementOf(offered, listed)).toEqual({
      mechanism: 'ipsec-3gpp',
      algorithm: 'hmac-sha-1-96',
      encryption: 'null',
      client: { ip: '10.0.0.1', portClient: 5062, portServer: 5064, spiClient: 11, spiServer: 12 },
      server: { ip: '10.0.0.5', portClient: 6066, portServer: 6068, spiClient: 31, spiServer: 32 },
      offered: ['ipsec-3gpp hmac-md5-96 null', 'ipsec-3gpp hmac-sha-1-96 null'],
      callId: 'call-1',
      frames: [1, 2],
    });
  });

  test('is verified where the device gives the list back, and its protected ports are used', async () => {
    const client = 'ipsec-3gpp;alg=hmac-md5-96;spi-c=11;spi-s=12;port-c=5062;port-s=5064';

    const right = await agreementOf(client, server, server);
    const wrong = await agreementOf(client, server, server.replace('md5', 'sha-1'));

    expect(right).toMatchObject({ verified: true, frames: [1, 2, 3], protectedFrames: [3] });
    expect(wrong?.verified).toBe(false);
  });

  test('is an offer alone where the server lists nothing that was offered', async () => {
    const agreement = await agreementOf('tls', server);

    expect(agreement).toMatchObject({ mechanism: 'tls', offered: ['tls null'] });
    expect(agreement?.server).toBeUndefined();
  });
});

describe('what IMS says in messages', () => {
  test('is nothing where there are no such fields', async () => {
    expect(await sectionOf(new SipFlow().send(0, alice, bob, sipMessage('INVITE')))).toBeUndefined();
  });

  test('joins legs by the charging vector, whose networks may be told later', async () => {
    const vector = 'P-Charging-Vector: icid-value=1234bc9876e;icid-generated-at=10.0.0.5';
    const flow = new SipFlow().send(0, alice, proxy, sipMessage('INVITE', { headers: [vector] })).send(
      5,
      proxy,
      bob,
      sipMessage('INVITE', {
        callId: 'call-2',
        branches: ['z9hG4bKx'],
        headers: [`${vector};orig-ioi=home1.net;term-ioi=home2.net`],
      }),
    );

    expect((await sectionOf(flow))?.chargingVectors).toEqual([
      {
        icid: '1234bc9876e',
        generatedAt: '10.0.0.5',
        origIoi: 'home1.net',
        termIoi: 'home2.net',
        callIds: ['call-1', 'call-2'],
        frames: [1, 2],
      },
    ]);
  });

  test('tells the access networks of both parties apart', async () => {
    const access = (cell: string): readonly string[] => [`P-Access-Network-Info: 3GPP-NR;utran-cell-id-3gpp=${cell}`];
    const cell = '26201abcdef123456789';
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', { headers: access(cell) }))
      .send(5, bob, alice, sipMessage('180 Ringing', { toTag: 'b', headers: access(cell) }));

    expect((await sectionOf(flow))?.accessNetworks?.map(({ senders, frames }) => [senders, frames])).toEqual([
      [[alice], [1]],
      [[bob], [2]],
    ]);
  });

  test('guesses roles only with evidence enough', async () => {
    const flow = new SipFlow().send(
      0,
      alice,
      bob,
      sipMessage('INVITE', { headers: ['P-Preferred-Identity: <sip:alice@example.com>'] }),
    );

    expect((await sectionOf(flow))?.nodes).toBeUndefined();
  });
});

/** By hand with tshark. */
describe.runIf(hasCorpus)('captures of an IMS', () => {
  test('a call of two phones through P-, S- and I-CSCF, whose S-CSCF spoils the asserted identity', async () => {
    const messages = await messagesOfFile(path.join(corpus, 'captures/open5gs__volte.pcapng'));

    const ims = describeIms(messages);
    const identity = describeIdentity(messages);

    expect(ims?.nodes?.map(({ endpoint, role }) => [endpoint, role])).toEqual(
      expect.arrayContaining([
        ['10.4.128.21:5060', 'P-CSCF'],
        ['10.4.128.21:6060', 'S-CSCF'],
        ['10.4.128.21:4060', 'I-CSCF'],
        ['192.168.101.3:40762', 'UE'],
        ['192.168.101.2:5060', 'UE'],
      ]),
    );
    expect(ims?.chargingVectors).toMatchObject([
      { icid: '4956537F000001BE6900001F00000000', generatedAt: '10.4.128.21', frames: [42, 44, 50, 52, 55] },
    ]);
    expect(identity?.changes?.at(-1)).toEqual({
      field: 'P-Asserted-Identity',
      before: 'tel:0298765432100',
      after: 'sip:0298765432100@<null',
      at: '10.4.128.21:6060',
      frames: [42, 44],
    });
  });

  test('a registration with AKA over IPsec without encryption', async () => {
    const messages = await messagesOfFile(path.join(corpus, 'captures/open5gs__ipsec_reg.pcapng'));

    const ims = describeIms(messages);

    expect(ims?.security).toMatchObject([
      {
        mechanism: 'ipsec-3gpp',
        algorithm: 'hmac-md5-96',
        encryption: 'null',
        client: { ip: '192.168.101.5', portClient: 6301, portServer: 6300, spiClient: 25656, spiServer: 25657 },
        server: { ip: '10.4.128.21', portClient: 5100, portServer: 6100, spiClient: 100, spiServer: 101 },
        verified: true,
      },
    ]);
    expect(ims?.routes?.map(({ field, value }) => [field, value])).toEqual([
      ['Path', 'sip:term@pcscf.ims.mnc001.mcc001.3gppnetwork.org;lr'],
      ['Service-Route', 'sip:orig@scscf.ims.mnc001.mcc001.3gppnetwork.org:6060;lr'],
    ]);
    expect(ims?.users?.map(({ value }) => value)).toEqual(['tel:0398765432100', 'sip:0398765432100']);
    expect(ims?.accessNetworks?.[0]).toMatchObject({ cell: { mcc: '001', mnc: '01', area: '0001', cell: '000019b' } });
  });
});
