import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RegistrationRow, Summary } from '@sipscope/analyzer';
import { pcapOf } from './pcap-of.ts';
import { sipscope } from './sipscope.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** A REGISTER, or a response to it. */
function register(start: string, cseq: number, fields: readonly string[] = []): string {
  return [
    start,
    `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${cseq}`,
    'From: <sip:alice@example.org>;tag=1',
    'To: <sip:alice@example.org>',
    'Call-ID: a@192.0.2.1',
    `CSeq: ${cseq} REGISTER`,
    'Contact: <sip:alice@192.0.2.1>;expires=600',
    ...fields,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

const response = md5(`${md5('alice:office:s3cret')}:n:${md5('REGISTER:sip:example.org')}`);
const capture = pcapOf([
  register('REGISTER sip:example.org SIP/2.0', 1),
  register('SIP/2.0 401 Unauthorized', 1, ['WWW-Authenticate: Digest realm="office", nonce="n"']),
  register('REGISTER sip:example.org SIP/2.0', 2, [
    `Authorization: Digest username="alice", realm="office", nonce="n", uri="sip:example.org", response="${response}"`,
  ]),
  register('SIP/2.0 200 OK', 2),
]);

describe('--password', () => {
  test.each([
    ['alice=s3cret', 'right'],
    ['alice@office=s3cret', 'right'],
    ['alice=guess', 'wrong'],
    ['bob=s3cret', undefined],
  ])('%s: the digest is %s', async (password, verdict) => {
    const { status, stdout, stderr } = await sipscope(['registrations', '-', '--password', password], {
      input: capture,
    });

    const row = JSON.parse(stdout) as RegistrationRow;
    expect(status).toBe(0);
    expect(row.state).toBe('registered');
    expect(row.authentication?.password).toBe(verdict);
    expect(stdout + stderr).not.toContain('s3cret');
  });

  test('may be given for several users; the summary counts', async () => {
    const passwords = ['--password', 'bob=x', '--password', 'alice=s3cret'];

    const { stdout } = await sipscope(['summary', '-', '--format', 'json', ...passwords], { input: capture });

    expect((JSON.parse(stdout) as Summary).digests).toEqual({ right: 1, wrong: 0, unchecked: 0 });
  });

  test('that is none is refused, and not repeated', async () => {
    const { status, stderr } = await sipscope(['registrations', '-', '--password', 's3cret'], { input: capture });

    expect(status).toBe(2);
    expect(stderr).toContain('USER=SECRET');
    expect(stderr).not.toContain('s3cret');
  });
});
