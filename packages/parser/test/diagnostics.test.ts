import { describe, expect, test } from 'vitest';
import {
  describeDiagnostic,
  diagnosticClasses,
  diagnosticTable,
  parseMessage,
  parseHeader,
  readPassport,
  decodePassport,
} from '../src/index.ts';
import { cases, framingCases, line, passportCases, replaced, sdp, sdpLines } from './diagnostic-examples.ts';
import { decode, encode, withHeaders } from './sip.ts';

const named = cases.map(([code, bytes, at, options]) => ({ code, bytes, at, options }));

describe('diagnostics', () => {
  test('find nothing wrong with a message that is right', () => {
    expect(parseMessage(withHeaders()).diagnostics).toEqual([]);
    expect(parseMessage(sdp(sdpLines)).diagnostics).toEqual([]);
  });

  test.each(named)('tell of $code at its place', ({ code, bytes, at, options }) => {
    const found = parseMessage(bytes, options).diagnostics.filter((diagnostic) => diagnostic.code === code);

    expect(found.map(({ span }) => decode(bytes.subarray(span[0], span[1])))).toContain(at);
  });

  test.each(framingCases.map(([code, pieces]) => ({ code, pieces })))(
    'tell of $code with the piece',
    ({ code, pieces }) => {
      expect(pieces.flatMap(({ diagnostics }) => diagnostics.map((diagnostic) => diagnostic.code))).toContain(code);
    },
  );

  test('have a case for every code of the table', () => {
    expect(
      [...cases, ...framingCases, ...passportCases]
        .map(([code]) => code)
        .concat('passport-mismatch')
        .toSorted(),
    ).toEqual(Object.keys(diagnosticTable).toSorted());
  });

  test('stand in the order of their places', () => {
    const places = parseMessage(encode('OPTIONS x SIP/3.0\r\nTo: <\r\nVia: \r\nCSeq: x\r\n')).diagnostics.map(
      ({ span }) => span[0],
    );

    expect(places.length).toBeGreaterThan(5);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
});

describe('readPassport()', () => {
  test.each(passportCases)('tells of %s at its place', (code, text, at) => {
    const found = readPassport(text).diagnostics.filter((diagnostic) => diagnostic.code === code);

    expect(found.map(({ span }) => text.slice(...span))).toContain(at);
  });

  test('is told with an Identity of a parameter that says something else', () => {
    const [identity] = parseHeader('Identity', 'e30.e30.c2ln;info=<https://a.example>').values;
    const found = identity === undefined ? [] : decodePassport(identity).diagnostics;

    expect(found.map(({ code }) => code)).toContain('passport-mismatch');
  });
});

describe('the classes of diagnostics', () => {
  test('are each the class of some code, and every code has one of them', () => {
    const used = Object.values(diagnosticTable).map((row) => row.class);

    expect([...new Set(used)].toSorted()).toEqual(diagnosticClasses.toSorted());
  });

  test('follow the names of the codes where these say it', () => {
    for (const [code, row] of Object.entries(diagnosticTable)) {
      const area = /^(?:sdp|limit|mime|body)-/.exec(code)?.[0].replace('body', 'mime') ?? 'sip-';
      expect(row.class.startsWith(area), `${code} is ${row.class}`).toBe(true);
      expect(row.class === 'sip-missing-header').toBe(area === 'sip-' && code.endsWith('-missing'));
    }
  });
});

describe('describeDiagnostic()', () => {
  test('gives a sentence for people with what was seen, its severity and its place in an RFC', () => {
    const bytes = line('Expires: soon');
    const [diagnostic] = parseMessage(bytes).diagnostics;

    expect(diagnostic && describeDiagnostic(diagnostic, bytes)).toEqual({
      code: 'number-syntax',
      class: 'sip-number',
      severity: 'error',
      message:
        'The value is not the number it should be, so it is ignored or the message is refused. (Expires: found "soon", expected a number)',
      rfc: 3261,
      section: '25.1',
      rule: 'delta-seconds',
      expected: ['a number'],
    });
  });

  test('quotes the bytes at the place where there is no detail', () => {
    const bytes = replaced('OPTIONS sip', 'OPT{IONS sip');
    const diagnostic = parseMessage(bytes).diagnostics.find(({ code }) => code === 'method-syntax');

    expect(diagnostic && describeDiagnostic(diagnostic, bytes).message).toMatch(/\("\{"\)$/);
  });

  test('quotes nothing where a header is missing', () => {
    const bytes = replaced('To: <sip:bob@example.com>\r\n', '');
    const [diagnostic] = parseMessage(bytes).diagnostics;

    expect(diagnostic && describeDiagnostic(diagnostic, bytes).message).toBe(
      'There is no To, so it is unknown whom this is for.',
    );
  });

  test('has a sentence that begins with a capital and ends with a full stop for every code', () => {
    for (const { sentence } of Object.values(diagnosticTable)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
