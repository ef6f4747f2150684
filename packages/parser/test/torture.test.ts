import { describe, expect, test } from 'vitest';
import { describeDiagnostic, parseMessage } from '../src/index.ts';
import { torture, tortureNames } from './corpus.ts';
import { decode } from './sip.ts';

/** What RFC 4475 calls right, or wrong only above the parser: no error in the text. */
const rfc4475Right = [
  'wsinv',
  'intmeth',
  'esc01',
  'escnull',
  'esc02',
  'lwsdisp',
  'longreq',
  'dblreq',
  'semiuri',
  'transports',
  'mpart01',
  'unreason',
  'noreason',
  'badbranch',
  'unkscm',
  'novelsc',
  'unksm2',
  'bext01',
  'invut',
  'regaut01',
  'bcast',
  'zeromf',
  'cparam01',
  'cparam02',
  'regescrt',
  'sdp01',
  'inv2543',
];

/** What RFC 4475 calls wrong: the text in which an error must lie, and its code. */
const rfc4475Wrong: readonly (readonly [name: string, code: string, at: string])[] = [
  ['badinv01', 'via-syntax', ';'],
  ['clerr', 'content-length-too-large', '9999'],
  ['ncl', 'number-syntax', '-999'],
  ['scalar02', 'number-too-large', '36893488147419103232'],
  ['scalarlg', 'number-too-large', '9292394834772304023312'],
  ['quotbal', 'address-syntax', '"Mr. J. User <sip:j.user@example.com>'],
  ['ltgtruri', 'request-uri-brackets', '<sip:user@example.com>'],
  ['lwsruri', 'uri-syntax', ' '],
  ['lwsstart', 'start-line-space', '  '],
  ['trws', 'start-line-space', '  '],
  ['escruri', 'request-uri-headers', '?Route=%3Csip:example.com%3E'],
  ['baddate', 'date-zone', 'EST'],
  ['regbadct', 'addr-spec-brackets', 'sip:user@example.com?Route=%3Csip:sip.example.com%3E'],
  ['badaspec', 'uri-space', 'sip:t.watson@example.org'],
  ['baddn', 'address-syntax', ','],
  ['badvers', 'sip-version', 'SIP/7.0'],
  ['mismatch01', 'cseq-method-mismatch', '8 INVITE'],
  ['mismatch02', 'cseq-method-mismatch', '8 INVITE'],
  ['bigcode', 'start-line', 'SIP/2.0 4294967301 better not break the receiver'],
  ['insuf', 'call-id-missing', 'INVITE sip:user@example.com SIP/2.0'],
  ['multi01', 'header-duplicate', 'Call-ID: multi01.98asdh@192.0.2.2\r\n'],
  ['mcl01', 'header-duplicate', 'Content-Length: 5\r\n'],
  ['test', 'start-line', 'INVITE sip:alan@jasomi.com'],
];

const rfc5118Right = [
  'ipv6-good',
  'port-ambiguous',
  'port-unambiguous',
  'via-received-param-with-delim',
  'via-received-param-no-delim',
  'ipv6-in-sdp',
  'mult-ip-in-header',
  'mult-ip-in-sdp',
  'ipv4-mapped-ipv6',
  'ipv6-bug-abnf-3-colons',
  'ipv6-correct-abnf-2-colons',
];

function errors(bytes: Uint8Array): readonly (readonly [code: string, text: string])[] {
  return parseMessage(bytes)
    .diagnostics.filter((diagnostic) => describeDiagnostic(diagnostic).severity === 'error')
    .map(({ code, span }) => [code, decode(bytes.subarray(span[0], span[1]))] as const);
}

describe('RFC 4475', () => {
  test.each(rfc4475Right)('%s has no error', (name) => {
    expect(errors(torture('rfc4475', `${name}.dat`))).toEqual([]);
  });

  test.each(rfc4475Wrong)('%s has the error %s at %j', (name, code, at) => {
    expect(errors(torture('rfc4475', `${name}.dat`))).toContainEqual([code, at]);
  });

  test('every message has a verdict', () => {
    const judged = [...rfc4475Right, ...rfc4475Wrong.map(([name]) => name)].map((name) => `${name}.dat`);

    expect(judged.toSorted()).toEqual(tortureNames('rfc4475').toSorted());
  });
});

describe('RFC 5118', () => {
  test.each(rfc5118Right)('%s has no error', (name) => {
    expect(errors(torture('rfc5118', `${name}.dat`))).toEqual([]);
  });

  test('ipv6-bad has the error uri-syntax within the address without brackets', () => {
    expect(errors(torture('rfc5118', 'ipv6-bad.dat'))).toContainEqual(['uri-syntax', 'd']);
  });

  test('every message has a verdict', () => {
    const judged = [...rfc5118Right, 'ipv6-bad'].map((name) => `${name}.dat`);

    expect(judged.toSorted()).toEqual(tortureNames('rfc5118').toSorted());
  });
});

describe('what RFC 4475 says of single values', () => {
  const parse = (name: string) => parseMessage(torture('rfc4475', `${name}.dat`));

  test('wsinv: folds, blanks round separators, leading zeros (§3.1.1.1)', () => {
    const message = parse('wsinv');

    expect(message.via.map((via) => [via.transport, via.sentBy.text, via.branch])).toEqual([
      ['UDP', '192.0.2.2', '390skdjuw'],
      ['TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['UDP', '192.168.255.111', 'z9hG4bK30239'],
    ]);
    expect(message.maxForwards).toBe(68);
    expect(message.cseq).toEqual({ number: 9, numberText: '0009', method: 'INVITE' });
    expect(message.from?.displayName).toBe('J Rosenberg \\"');
    expect(message.header('UnknownHeaderWithUnusualValue')?.value).toBe(';;,,;;,;');
    expect(message.header('NewFangledHeader')?.value).toBe('newfangled value continued newfangled value');
    expect(message.contacts).toMatchObject([
      {
        displayName: 'Quoted string ""',
        params: [{ name: 'newparam', value: 'newvalue' }, { name: 'secondparam' }, { name: 'q', value: '0.33' }],
      },
    ]);
  });

  test('intmeth: every character a token may have (§3.1.1.2)', () => {
    const message = parse('intmeth');

    expect(message.startLine).toMatchObject({ method: "!interesting-Method0123456789_*+`.%indeed'~" });
    expect(message.callId).toBe('intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{');
    expect(message.topVia?.branch).toBe("z9hG4bK-.!%66*_+`'~");
    expect(message.to?.displayName).toBe('BEL:\u0007 NUL:\u0000 DEL:\u007F');
    expect(message.startLine?.kind === 'request' && message.startLine.uri).toMatchObject({
      user: "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*",
      password: "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)",
      host: 'example.com',
    });
  });

  test('esc02: a method and a header name are not unescaped (§3.1.1.5)', () => {
    const message = parse('esc02');

    expect(message.startLine).toMatchObject({ method: 'RE%47IST%45R' });
    expect(message.contacts).toHaveLength(2);
    expect(message.header('C%6Fntact')).toBeDefined();
  });

  test('dblreq: what follows the message in its datagram is no part of it (§3.1.1.8)', () => {
    const message = parse('dblreq');

    expect(message.body).toBeUndefined();
    expect(message.end).toBe(300);
    expect(message.diagnostics.map(({ code }) => code)).toEqual(['trailing-bytes']);
  });

  test('semiuri: a semicolon before the @ belongs to the user (§3.1.1.9)', () => {
    const { startLine } = parse('semiuri');

    expect(startLine?.kind === 'request' && startLine.uri).toMatchObject({
      user: 'user;par=u%40example.net',
      host: 'example.com',
      params: [],
    });
  });

  test('baddn: the address behind a display name that is none is read all the same (§3.1.2.15)', () => {
    const { from, to } = parse('baddn');

    expect([from?.displayName, from?.uriText, from?.tag]).toEqual([
      'Bell, Alexander',
      'sip:a.g.bell@example.com',
      '43',
    ]);
    expect([to?.displayName, to?.uriText]).toEqual(['Watson, Thomas', 'sip:t.watson@example.org']);
  });

  test("cparam01, cparam02: without brackets a parameter is the header's, within them the URI's (§3.3.12, §3.3.13)", () => {
    expect(parse('cparam01').contacts).toMatchObject([
      { uriText: 'sip:+19725552222@gw1.example.net', params: [{ name: 'unknownparam' }] },
    ]);
    expect(parse('cparam02').contacts).toMatchObject([{ params: [], uri: { params: [{ name: 'unknownparam' }] } }]);
  });

  test('bigcode: 4294967301 is not taken for 5 (§3.1.2.19)', () => {
    expect(parse('bigcode').startLine).toBeUndefined();
  });
});
