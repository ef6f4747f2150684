/** What a known password adds to the story of a registration. */

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Password, RegistrationRow } from '../src/index.ts';
import { SipFlow } from './sip-flow.ts';

const phone = '10.0.0.1:5060';
const registrar = '10.0.0.9:5060';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function message(start: string, cseq: number, fields: readonly string[]): string {
  return [
    start,
    `Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${cseq}`,
    'From: <sip:alice@example.com>;tag=a',
    'To: <sip:alice@example.com>',
    'Call-ID: 1',
    `CSeq: ${cseq} REGISTER`,
    ...fields,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

const key = (password: string): string => md5(`alice:example.com:${password}`);
const response = (password: string, method: string): string =>
  md5(`${key(password)}:n:00000001:c:auth:${md5(`${method}:sip:example.com`)}`);

/** Alice signs in with a password, and this is what she is told. */
async function registration(
  password: string,
  answer: string,
  fields: readonly string[],
  passwords: readonly Password[],
): Promise<RegistrationRow | undefined> {
  const contact = 'Contact: <sip:alice@10.0.0.1>;expires=60';
  const credentials = `username="alice", realm="example.com", nonce="n", uri="sip:example.com", qop=auth, nc=00000001, cnonce="c", response="${response(password, 'REGISTER')}"`;
  const analysis = await new SipFlow()
    .send(0, phone, registrar, message('REGISTER sip:example.com SIP/2.0', 1, [contact]))
    .send(
      10,
      registrar,
      phone,
      message('SIP/2.0 401 Unauthorized', 1, ['WWW-Authenticate: Digest realm="example.com", nonce="n", qop="auth"']),
    )
    .send(
      20,
      phone,
      registrar,
      message('REGISTER sip:example.com SIP/2.0', 2, [contact, `Authorization: Digest ${credentials}`]),
    )
    .send(30, registrar, phone, message(`SIP/2.0 ${answer}`, 2, fields))
    .analyze({ passwords });
  return [...analysis.registrations()][0];
}

const known = [{ user: 'alice', secret: 'open sesame' }];

describe('a registration whose password is known', () => {
  test('is forbidden, where the registrar refuses the right one', async () => {
    const row = await registration('open sesame', '403 Forbidden', [], known);

    expect(row).toMatchObject({
      state: 'rejected',
      outcome: 'forbidden',
      authentication: { password: 'right' },
      attempts: [{ why: 'right-password' }],
    });
  });

  test('failed for a wrong one', async () => {
    const row = await registration('close sesame', '403 Forbidden', [], known);

    expect(row).toMatchObject({ outcome: 'auth-failed', attempts: [{ why: 'wrong-password' }] });
  });

  test('failed for its credentials, where the password is not known', async () => {
    const row = await registration('open sesame', '403 Forbidden', [], [{ user: 'bob', secret: 'open sesame' }]);

    expect(row).toMatchObject({ outcome: 'auth-failed', attempts: [{ why: 'credentials-refused' }] });
    expect(row?.authentication?.password).toBeUndefined();
  });

  test.each([
    ['open sesame', 'right'],
    ['another', 'wrong'],
  ])('tells whether the server knows it too: %s is %s', async (password, verdict) => {
    const proof = `rspauth="${response(password, '')}", qop=auth, nc=00000001, cnonce="c"`;
    const fields = ['Contact: <sip:alice@10.0.0.1>;expires=60', `Authentication-Info: ${proof}`];

    const row = await registration('open sesame', '200 OK', fields, known);

    expect(row).toMatchObject({ state: 'registered', authentication: { password: 'right', serverPassword: verdict } });
  });

  test('does not tell it', async () => {
    expect(JSON.stringify(await registration('open sesame', '403 Forbidden', [], known))).not.toContain('sesame');
  });
});
