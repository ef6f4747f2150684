import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readCertificates } from '../src/identity/certificates.ts';
import { describeIdentity } from '../src/identity/describe-identity.ts';
import { verifyPassports } from '../src/identity/verify-passport.ts';
import type { IdentitySection, PassportRow } from '../src/rows.ts';
import { messagesOf } from './read-texts.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

/** Of RFC 8225, Appendix A.2. */
const rfcKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8HNbQd/TmvCKwPKHkMF9fScavGeH
78YTU8qLS8I5HLHSSmlATLcslQMhNC/OhlWBYC626nIlo7XeebYS7Sb37g==
-----END PUBLIC KEY-----`;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: typeof publicKey): string => key.export({ type: 'spki', format: 'pem' }).toString();
const certificate = readCertificates(pem(publicKey), 'ours.pem');

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const x5u = 'https://cert.example.org/a.cer';
/** When flows begin. */
const start = 1_700_000_000;

function passport(payload: object, { ppt, key = privateKey }: { ppt?: string; key?: typeof privateKey } = {}): string {
  const header = { alg: 'ES256', ...(ppt === undefined ? {} : { ppt }), typ: 'passport', x5u };
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `${input}.${signature}`;
}

const identityField = (text: string, ppt?: string): string =>
  `Identity: ${text};info=<${x5u}>${ppt === undefined ? '' : `;ppt=${ppt}`}`;
const shaken = (more: object = {}): object => ({
  attest: 'A',
  dest: { tn: ['12155550131'] },
  iat: start,
  orig: { tn: '12155550121' },
  origid: '123e4567-e89b-12d3-a456-426655440000',
  ...more,
});
const date = 'Date: Tue, 14 Nov 2023 22:13:20 GMT';
const between = (text: string): string =>
  text
    .replace('"Alice" <sip:alice@example.com>', '<sip:+12155550121@example.com>')
    .replace('<sip:bob@example.com>', '<sip:+12155550131@example.com>');
const invite = (headers: readonly string[]): string => between(sipMessage('INVITE', { headers }));

async function sectionOf(flow: SipFlow): Promise<IdentitySection> {
  const messages = await messagesOf([flow.capture()]);
  const section = describeIdentity(messages, { verdicts: await verifyPassports(messages, certificate) });
  return section!;
}

async function passportOf(headers: readonly string[]): Promise<PassportRow> {
  const { passports } = await sectionOf(new SipFlow().send(0, alice, bob, invite(headers)));
  return passports![0]!;
}

describe('a PASSporT', () => {
  test('is told with its claims, and right by its certificate', async () => {
    const found = await passportOf([identityField(passport(shaken(), { ppt: 'shaken' }), 'shaken'), date]);

    expect(found).toEqual({
      form: 'full',
      ppt: 'shaken',
      alg: 'ES256',
      x5u,
      orig: ['12155550121'],
      dest: ['12155550131'],
      attest: 'A',
      attestation: 'full: the signer knows the caller and the number is its own',
      origid: '123e4567-e89b-12d3-a456-426655440000',
      issued: '2023-11-14T22:13:20Z',
      ageSeconds: 0,
      dateDifferenceSeconds: 0,
      fresh: true,
      signature: { verdict: 'right', certificate: 'ours.pem' },
      frames: [1],
    });
  });

  test('changed after it was signed is wrong', async () => {
    const [header = '', , signature = ''] = passport(shaken(), { ppt: 'shaken' }).split('.');
    const changed = `${header}.${encode(shaken({ attest: 'A', origid: 'x' }))}.${signature}`;

    const { signature: verdict } = await passportOf([identityField(changed, 'shaken')]);

    expect(verdict).toEqual({ verdict: 'wrong', why: 'It does not fit the certificate ours.pem.' });
  });

  test('of another signer is not checked where the certificate given fits that of the first', async () => {
    const first = identityField(passport(shaken(), { ppt: 'shaken' }), 'shaken');
    const second = identityField(
      passport(shaken({ div: { tn: '12155550131' } }), { ppt: 'div', key: other.privateKey }),
      'div',
    ).replace(x5u, 'https://other.example.org/b.cer');
    const [header = '', ...rest] = second.slice('Identity: '.length).split('.');
    const elsewhere = encode({
      ...JSON.parse(Buffer.from(header, 'base64url').toString()),
      x5u: 'https://other.example.org/b.cer',
    });

    const { passports = [] } = await sectionOf(
      new SipFlow().send(0, alice, bob, invite([first, `Identity: ${[elsewhere, ...rest].join('.')}`])),
    );

    expect(passports.map(({ signature }) => signature.verdict)).toEqual(['right', 'not checked']);
    expect(passports[1]?.signature.why).toBe('Its certificate was not given.');
  });

  test('is not checked without a certificate', async () => {
    const messages = await messagesOf([
      new SipFlow().send(0, alice, bob, invite([identityField(passport(shaken(), { ppt: 'shaken' }))])).capture(),
    ]);

    const section = describeIdentity(messages, { verdicts: await verifyPassports(messages, []) });

    expect(section?.passports?.[0]?.signature).toEqual({ verdict: 'not checked', why: 'No certificate was given.' });
  });

  test('that says another caller and another called party than the message is told to', async () => {
    const claims = shaken({ orig: { tn: '14045550199' }, dest: { uri: ['sip:carol@example.net'] } });

    const { differences } = await passportOf([identityField(passport(claims, { ppt: 'shaken' }), 'shaken')]);

    expect(differences).toEqual([
      'It says 14045550199 calls; the message says sip:+12155550121@example.com.',
      'It says sip:carol@example.net is called; the message says sip:+12155550131@example.com, sip:bob@example.com.',
    ]);
  });

  test('agrees with a national number, with the asserted identity, and with an anonymous From', async () => {
    const field = identityField(passport(shaken(), { ppt: 'shaken' }), 'shaken');
    const national = invite([field]).replace('sip:+12155550121@', 'sip:2155550121@');
    const asserted = invite([field, 'P-Asserted-Identity: <tel:+12155550121>']).replace(
      'sip:+12155550121@',
      'sip:alice@',
    );
    const anonymous = invite([field]).replace('sip:+12155550121@example.com', 'sip:anonymous@anonymous.invalid');

    for (const text of [national, asserted, anonymous]) {
      const { passports } = await sectionOf(new SipFlow().send(0, alice, bob, text));
      expect(passports?.[0]?.differences).toBeUndefined();
    }
  });

  test('signed long before, or against what Date says, is not fresh', async () => {
    const old = await passportOf([identityField(passport(shaken({ iat: start - 300 }), { ppt: 'shaken' }), 'shaken')]);
    const dated = await passportOf([
      identityField(passport(shaken({ iat: start }), { ppt: 'shaken' }), 'shaken'),
      'Date: Tue, 14 Nov 2023 22:15:20 GMT',
    ]);

    expect([old.ageSeconds, old.fresh]).toEqual([300, false]);
    expect([dated.ageSeconds, dated.dateDifferenceSeconds, dated.fresh]).toEqual([0, 120, false]);
  });

  test('of a diversion names who diverted, of priority what is vouched for', async () => {
    const div = await passportOf([
      identityField(passport(shaken({ div: { tn: '12155550130' } }), { ppt: 'div' }), 'div'),
    ]);
    const rph = await passportOf([
      identityField(passport(shaken({ rph: { auth: ['ets.0', 'wps.0'] } }), { ppt: 'rph' }), 'rph'),
    ]);

    expect(div.div).toEqual(['12155550130']);
    expect(rph.rph).toEqual(['ets.0', 'wps.0']);
  });

  test('in compact form is checked by claims made of the message: From, To, Date, and media keys', async () => {
    const fingerprint =
      'v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\na=fingerprint:sha-256 AB:01\r\nm=audio 4000 RTP/AVP 0\r\n';
    const plain = passport({ dest: { tn: ['12155550131'] }, iat: start, orig: { tn: '12155550121' } });
    const keyed = passport({
      dest: { tn: ['12155550131'] },
      iat: start,
      mky: [{ alg: 'sha-256', dig: 'AB01' }],
      orig: { tn: '12155550121' },
    });
    const compact = (text: string): string => identityField(`..${text.split('.')[2]}`);
    const withKeys = between(
      sipMessage('INVITE', { headers: [compact(keyed), date, 'Content-Type: application/sdp'], body: fingerprint }),
    );

    const one = await passportOf([compact(plain), date]);
    const two = (await sectionOf(new SipFlow().send(0, alice, bob, withKeys))).passports?.[0];

    expect(one).toMatchObject({ form: 'compact', issued: '2023-11-14T22:13:20Z', signature: { verdict: 'right' } });
    expect(two?.signature.verdict).toBe('right');
  });

  test('in compact form without Date cannot be made again', async () => {
    const { signature } = await passportOf([identityField(`..${passport(shaken()).split('.')[2]}`)]);

    expect(signature.why).toContain('no Date');
  });

  test('of RFC 4474 is told as such', async () => {
    const found = await passportOf(['Identity: "c2ln"', 'Identity-Info: <https://example.org/a.cer>;alg=rsa-sha1']);

    expect(found).toMatchObject({ form: 'RFC 4474', signature: { verdict: 'not checked' } });
  });

  test('added on the way is said to be so', async () => {
    const field = identityField(passport(shaken(), { ppt: 'shaken' }), 'shaken');
    const flow = new SipFlow()
      .send(0, alice, proxy, invite([]))
      .send(
        5,
        proxy,
        bob,
        between(sipMessage('INVITE', { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy, headers: [field] })),
      );

    const { passports } = await sectionOf(flow);

    expect(passports?.[0]).toMatchObject({ addedBy: proxy, frames: [2] });
  });
});

/**
 * Those whose key is printed. RFC 8225 §7.1 (and RFC 8224 §4.1.1, the same) fits the key of Appendix A.2; the example of Appendix A fits neither A.2 nor the public
 * point that A.1 has beside its private key. RFC 8443, 8588, 8946 and 9027 print no key.
 */
describe('the examples of RFC 8225', () => {
  const header =
    'eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9';
  const keys = readCertificates(rfcKey, 'RFC 8225');
  const verdictOf = async (text: string): Promise<string | undefined> => {
    const messages = await messagesOf([
      new SipFlow()
        .send(0, alice, bob, sipMessage('INVITE', { headers: [`Identity: ${text};info=<https://x>`] }))
        .capture(),
    ]);
    return [...(await verifyPassports(messages, keys)).values()][0]?.verdict;
  };

  test('that of §7.1 is right', async () => {
    const payload =
      'eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI6IjE0NDMyMDgzNDUiLCJvcmlnIjp7InRuIjoiMTIxNTU1NTEyMTIifX0';
    const signature = 'rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYsojNCpTzO3QfPOlckGaS6hEck7w';

    expect(await verdictOf(`${header}.${payload}.${signature}`)).toBe('right');
  });

  test('that of Appendix A was made with another key than the one printed', async () => {
    const payload =
      'eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI6MTQ3MTM3NTQxOCwib3JpZyI6eyJ0biI6IjEyMTU1NTUxMjEyIn19';
    const signature = 'VLBCIVDCaeK6M4hLJb6SHQvacAQVvoiiEOWQ_iUkqk79UD81fHQ0E1b3_GluIkba7UWYRM47ZbNFdOJquE35cw';

    expect(await verdictOf(`${header}.${payload}.${signature}`)).toBe('wrong');
  });
});

describe('asserted identities', () => {
  test('are told with who first said them, and where an element changed them', async () => {
    const onHop = { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy };
    const flow = new SipFlow()
      .send(
        0,
        alice,
        proxy,
        sipMessage('INVITE', { headers: ['P-Preferred-Identity: <sip:alice@example.com>', 'Privacy: id'] }),
      )
      .send(
        5,
        proxy,
        bob,
        sipMessage('INVITE', {
          ...onHop,
          headers: ['P-Asserted-Identity: "A" <tel:+12155550121;verstat=TN-Validation-Passed>', 'Privacy: id'],
        }),
      )
      .send(
        9,
        bob,
        proxy,
        sipMessage('200 OK', {
          ...onHop,
          toTag: 'b',
          headers: ['Remote-Party-ID: <sip:bob@example.com>;party=called;screen=yes;privacy=off'],
        }),
      );

    const { claims, changes, privacy } = await sectionOf(flow);

    expect(claims).toMatchObject([
      {
        field: 'From',
        party: 'caller',
        uri: 'sip:alice@example.com',
        displayName: 'Alice',
        senders: [alice, proxy],
        frames: [1, 2],
      },
      { field: 'To', party: 'called', uri: 'sip:bob@example.com' },
      { field: 'P-Preferred-Identity', party: 'caller', senders: [alice] },
      {
        field: 'P-Asserted-Identity',
        party: 'caller',
        displayName: 'A',
        verstat: 'TN-Validation-Passed',
        senders: [proxy],
      },
      { field: 'Remote-Party-ID', party: 'called', screen: 'yes', privacy: ['off'], senders: [bob], frames: [3] },
    ]);
    expect(changes).toEqual([
      {
        field: 'P-Asserted-Identity',
        after: '"A" <tel:+12155550121;verstat=TN-Validation-Passed>',
        at: proxy,
        frames: [1, 2],
      },
      { field: 'P-Preferred-Identity', before: 'sip:alice@example.com', at: proxy, frames: [1, 2] },
    ]);
    expect(privacy).toEqual([{ values: ['id'], frames: [1, 2] }]);
  });

  test('that a B2BUA changes are told by the INVITE that waits there', async () => {
    const own = { callId: 'call-2', fromTag: 'x', branches: ['z9hG4bKown'], sentBy: proxy };
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(5, proxy, bob, sipMessage('INVITE', own).replace('"Alice" <sip:alice@', '<sip:trunk@'));

    const { changes } = await sectionOf(flow);

    expect(changes).toEqual([
      {
        field: 'From',
        before: '"Alice" <sip:alice@example.com>',
        after: 'sip:trunk@example.com',
        at: proxy,
        frames: [1, 2],
      },
    ]);
  });

  test('that say nothing are anonymous', async () => {
    const text = sipMessage('INVITE').replace('sip:alice@example.com', 'sip:anonymous@anonymous.invalid');

    const { claims } = await sectionOf(new SipFlow().send(0, alice, bob, text));

    expect(claims[0]?.anonymous).toBe(true);
  });
});

describe('challenges', () => {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const digest = (password: string): string =>
    md5(`${md5(`alice:example.com:${password}`)}:n1:${md5('INVITE:sip:bob@example.com')}`);
  const challenge = ['WWW-Authenticate: Digest realm="example.com", nonce="n1", algorithm=MD5'];
  const answered = (password: string): readonly string[] => [
    `Authorization: Digest username="alice", realm="example.com", nonce="n1", uri="sip:bob@example.com", response="${digest(password)}", algorithm=MD5`,
  ];
  const again = { cseq: 2, branches: ['z9hG4bK2'] };

  const challengesOf = async (flow: SipFlow, secret: string) => {
    const messages = await messagesOf([flow.capture()]);
    return describeIdentity(messages, { passwords: [{ user: 'alice', secret }] })?.authentication;
  };

  test('that are answered with the right password are accepted', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE'))
      .send(5, bob, alice, sipMessage('401 Unauthorized', { toTag: 'b', headers: challenge }))
      .send(9, alice, bob, sipMessage('INVITE', { ...again, headers: answered('secret') }))
      .send(99, bob, alice, sipMessage('200 OK', { ...again, toTag: 'c' }));

    expect(await challengesOf(flow, 'secret')).toEqual([
      {
        method: 'INVITE',
        status: 401,
        by: bob,
        to: alice,
        scheme: 'Digest',
        realm: 'example.com',
        algorithm: 'MD5',
        reason: 'none-given',
        user: 'alice',
        outcome: 'accepted',
        password: 'right',
        frames: [2, 3, 4],
      },
    ]);
    expect((await challengesOf(flow, 'other'))?.[0]?.password).toBe('wrong');
  });

  test('that are answered with a wrong password are refused by the next one', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE'))
      .send(5, bob, alice, sipMessage('401 Unauthorized', { toTag: 'b', headers: challenge }))
      .send(9, alice, bob, sipMessage('INVITE', { ...again, headers: answered('guess') }))
      .send(
        15,
        bob,
        alice,
        sipMessage('401 Unauthorized', { ...again, toTag: 'b', headers: [challenge[0]!.replace('n1', 'n2')] }),
      );

    const challenges = await challengesOf(flow, 'secret');

    expect(challenges?.map(({ outcome, password }) => [outcome, password])).toEqual([
      ['refused', 'wrong'],
      ['unanswered', undefined],
    ]);
  });
});
