import { describe, expect, test } from 'vitest';
import { parseMessage, type Profile, reportDiagnostics } from '../src/index.ts';
import { torture, tortureNames, tortureVerdicts } from './corpus.ts';
import { decode } from './sip.ts';

type Verdict = 'accept' | 'tolerate' | 'reject';

/** Each message of RFC 4475 with its section, the verdict wanted of a parser, and every error: its code, where it begins, where it ends. */
const rfc4475: readonly (readonly [
  name: string,
  section: string,
  verdict: Verdict,
  errors: readonly (readonly [code: string, start: number, end: number])[],
])[] = [
  ['wsinv', '3.1.1.1', 'accept', []],
  ['intmeth', '3.1.1.2', 'accept', []],
  ['esc01', '3.1.1.3', 'accept', []],
  ['escnull', '3.1.1.4', 'accept', []],
  ['esc02', '3.1.1.5', 'accept', []],
  ['lwsdisp', '3.1.1.6', 'accept', []],
  ['longreq', '3.1.1.7', 'accept', []],
  ['dblreq', '3.1.1.8', 'accept', []],
  ['semiuri', '3.1.1.9', 'accept', []],
  ['transports', '3.1.1.10', 'accept', []],
  ['mpart01', '3.1.1.11', 'accept', []],
  ['unreason', '3.1.1.12', 'accept', []],
  ['noreason', '3.1.1.13', 'accept', []],
  [
    'badinv01',
    '3.1.2.1',
    'reject',
    [
      ['via-syntax', 217, 218],
      ['via-syntax', 219, 220],
      ['via-syntax', 221, 222],
      ['via-syntax', 222, 222],
      ['contact-syntax', 261, 262],
    ],
  ],
  ['clerr', '3.1.2.2', 'reject', [['content-length-too-large', 336, 340]]],
  ['ncl', '3.1.2.3', 'reject', [['number-syntax', 326, 330]]],
  [
    'scalar02',
    '3.1.2.4',
    'reject',
    [
      ['number-too-large', 174, 194],
      ['number-too-large', 283, 384],
      ['contact-expires', 438, 453],
    ],
  ],
  [
    'scalarlg',
    '3.1.2.5',
    'reject',
    [
      ['number-too-large', 198, 220],
      ['number-too-large', 297, 324],
      ['warning-code', 335, 339],
    ],
  ],
  ['quotbal', '3.1.2.6', 'reject', [['address-syntax', 41, 78]]],
  ['ltgtruri', '3.1.2.7', 'tolerate', [['request-uri-brackets', 7, 29]]],
  ['lwsruri', '3.1.2.8', 'tolerate', [['uri-syntax', 28, 29]]],
  [
    'lwsstart',
    '3.1.2.9',
    'tolerate',
    [
      ['start-line-space', 6, 8],
      ['start-line-space', 28, 30],
    ],
  ],
  ['trws', '3.1.2.10', 'tolerate', [['start-line-space', 45, 47]]],
  ['escruri', '3.1.2.11', 'tolerate', [['request-uri-headers', 27, 55]]],
  ['baddate', '3.1.2.12', 'tolerate', [['date-zone', 282, 285]]],
  ['regbadct', '3.1.2.13', 'tolerate', [['addr-spec-brackets', 245, 297]]],
  ['badaspec', '3.1.2.14', 'tolerate', [['uri-space', 206, 207]]],
  [
    'baddn',
    '3.1.2.15',
    'tolerate',
    [
      ['address-syntax', 139, 140],
      ['address-syntax', 201, 202],
      ['headers-unterminated', 331, 331],
    ],
  ],
  [
    'badvers',
    '3.1.2.16',
    'reject',
    [
      ['sip-version', 33, 40],
      ['via-protocol', 51, 58],
    ],
  ],
  ['mismatch01', '3.1.2.17', 'reject', [['cseq-method-mismatch', 163, 171]]],
  [
    'mismatch02',
    '3.1.2.18',
    'reject',
    [
      ['cseq-method-mismatch', 165, 173],
      ['sdp-name-missing', 311, 311],
      ['sdp-timing-missing', 311, 311],
    ],
  ],
  ['bigcode', '3.1.2.19', 'reject', [['start-line', 0, 48]]],
  ['badbranch', '3.2.1', 'accept', []],
  [
    'insuf',
    '3.3.1',
    'reject',
    [
      ['from-missing', 0, 35],
      ['to-missing', 0, 35],
      ['call-id-missing', 0, 35],
    ],
  ],
  ['unkscm', '3.3.2', 'accept', []],
  ['novelsc', '3.3.3', 'accept', []],
  ['unksm2', '3.3.4', 'accept', []],
  ['bext01', '3.3.5', 'accept', []],
  ['invut', '3.3.6', 'accept', []],
  ['regaut01', '3.3.7', 'accept', []],
  [
    'multi01',
    '3.3.8',
    'reject',
    [
      ['header-duplicate', 197, 214],
      ['header-duplicate', 214, 249],
      ['header-duplicate', 317, 344],
      ['header-duplicate', 344, 389],
      ['header-duplicate', 470, 487],
    ],
  ],
  ['mcl01', '3.3.9', 'reject', [['header-duplicate', 268, 287]]],
  ['bcast', '3.3.10', 'accept', []],
  ['zeromf', '3.3.11', 'accept', []],
  ['cparam01', '3.3.12', 'accept', []],
  ['cparam02', '3.3.13', 'accept', []],
  ['regescrt', '3.3.14', 'accept', []],
  ['sdp01', '3.3.15', 'accept', []],
  ['inv2543', '3.4.1', 'accept', []],
];

/** What stands where the first error is, for readers: the faulty text itself. */
const faultyTexts: Readonly<Record<string, string>> = {
  clerr: '9999',
  ncl: '-999',
  scalar02: '36893488147419103232',
  ltgtruri: '<sip:user@example.com>',
  escruri: '?Route=%3Csip:example.com%3E',
  baddate: 'EST',
  regbadct: 'sip:user@example.com?Route=%3Csip:sip.example.com%3E',
  badaspec: ' ',
  badvers: 'SIP/7.0',
  mismatch01: '8 INVITE',
  mcl01: 'Content-Length: 5\r\n',
};

/** Of what an element may reject or be lenient with, what the lenient profile still calls an error: text that leaves open what is meant. */
const neverLenient = ['lwsruri', 'baddn'];

function errors(
  bytes: Uint8Array,
  profile?: Profile,
): readonly (readonly [code: string, start: number, end: number])[] {
  return reportDiagnostics(parseMessage(bytes).diagnostics, profile)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, span }) => [code, ...span] as const);
}

describe('RFC 4475', () => {
  test.each(rfc4475)('%s (§%s): %s, with the errors %j', (name, _, verdict, expected) => {
    const bytes = torture('rfc4475', `${name}.dat`);

    expect(errors(bytes)).toEqual(expected);
    expect(expected.length > 0).toBe(verdict !== 'accept');
    const isRefusedByAll = verdict === 'reject' || neverLenient.includes(name);
    expect(errors(bytes, 'lenient').length > 0).toBe(isRefusedByAll);
  });

  test.each(Object.entries(faultyTexts))('the first error of %s lies at %j', (name, text) => {
    const bytes = torture('rfc4475', `${name}.dat`);
    const [[, start, end] = ['', 0, 0]] = errors(bytes);

    expect(decode(bytes.subarray(start, end))).toBe(text);
  });

  test('every message has the verdict of the manifest', () => {
    const judged = rfc4475.map(([name, section, verdict]) => [`${name}.dat`, section, verdict]);
    const wanted = tortureVerdicts('rfc4475').filter(({ section }) => section !== null);

    expect(judged).toHaveLength(49);
    expect(judged).toEqual(wanted.map(({ file, section, parser }) => [file, section, parser]));
  });

  test('the fiftieth, which the archive holds without a word, is no SIP message', () => {
    expect(errors(torture('rfc4475', 'test.dat'))[0]).toEqual(['start-line', 0, 26]);
  });
});

/** What the archive of RFC 5118 prints wrong, beside the matter of each test: the repaired form has it right. */
const archiveDefects: Readonly<Record<string, string>> = {
  'ipv6-bug-abnf-3-colons': 'headers-unterminated',
  'ipv6-correct-abnf-2-colons': 'headers-unterminated',
  'ipv6-in-sdp': 'content-length-too-large',
};

describe('RFC 5118', () => {
  const wanted = tortureVerdicts('rfc5118');

  test.each(wanted)(
    '$file (§$section): $parser, in the repaired, the CR LF and the verbatim form',
    ({ file, parser }) => {
      const name = file.replace('.dat', '');
      const forms = [
        torture('rfc5118', file),
        torture('rfc5118/raw-crlf', file),
        torture('rfc5118/archive-lf', name),
      ].map((bytes) => errors(bytes));
      const [repaired, ...verbatim] = forms;

      expect(repaired).toEqual(
        parser === 'accept'
          ? []
          : [
              ['host-ipv4', 13, 17],
              ['uri-syntax', 18, 19],
            ],
      );
      for (const form of verbatim) {
        const beside = form.filter(([code]) => code !== archiveDefects[name] && !isOfLf(name, code));
        expect(beside).toEqual(repaired);
      }
    },
  );

  test('every message has a verdict', () => {
    expect(wanted.map(({ file }) => file).toSorted()).toEqual(tortureNames('rfc5118').toSorted());
    expect(wanted.filter(({ parser }) => parser !== 'accept').map(({ file }) => file)).toEqual(['ipv6-bad.dat']);
  });

  test('LF alone is told of', () => {
    const { diagnostics } = parseMessage(torture('rfc5118/archive-lf', 'ipv6-good'));

    expect(diagnostics.map(({ code, span }) => [code, ...span])).toEqual([['line-end-lf', 35, 36]]);
  });
});

/** The Content-Length of one message counts the CR LF that the archive has not. */
function isOfLf(name: string, code: string): boolean {
  return name === 'mult-ip-in-sdp' && code === 'content-length-too-large';
}

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
