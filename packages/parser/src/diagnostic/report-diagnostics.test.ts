import { describe, expect, expectTypeOf, test } from 'vitest';
import { sip, withHeaders } from '../../test/sip.ts';
import { parseHeader } from '../message/parse-header.ts';
import { parseMessage } from '../message/parse-message.ts';
import { parseUri } from '../uri/parse-uri.ts';
import { assertValid, SipSyntaxError } from './assert-valid.ts';
import { diagnosticTable } from './diagnostic-table.ts';
import type { Severity } from './diagnostic.ts';
import { type Profile, type ProfileRow, profileTable } from './profile-table.ts';
import { reportDiagnostics } from './report-diagnostics.ts';

const profiles: readonly (Profile | undefined)[] = [undefined, 'strict', 'lenient', 'ims'];

/** The severity that each profile gives each diagnostic of one message. */
function judged(bytes: Uint8Array): readonly (readonly [code: string, ...severities: (Severity | undefined)[]])[] {
  const { diagnostics } = parseMessage(bytes);
  const reports = profiles.map((profile) => reportDiagnostics(diagnostics, profile));
  return diagnostics.map(({ code }) => [
    code,
    ...reports.map((report) => report.find((one) => one.code === code)?.severity),
  ]);
}

describe('reportDiagnostics()', () => {
  test('judges one parse by several profiles', () => {
    const bytes = withHeaders('Contact: <sip:a@p_cscf.example.com>', 'Date: Sat, 13 Nov 2010 23:29:00 EST');

    expect(judged(bytes)).toEqual([
      ['host-underscore', 'warning', 'error', 'info', undefined],
      ['date-zone', 'error', 'error', 'info', 'error'],
    ]);
  });

  test('lets nobody pass over what no element can process', () => {
    const bytes = sip`
      INVITE sip:a@b SIP/2.0
      Via: broken
      CSeq: 1 INVITE

    `;

    const severe = judged(bytes).filter(([code]) => code !== 'max-forwards-missing');
    for (const [code, ...severities] of severe)
      expect([code, ...severities]).toEqual([code, ...profiles.map(() => 'error')]);
  });

  test('is typed', () => {
    expectTypeOf(reportDiagnostics([], 'ims')).items.toHaveProperty('severity').toEqualTypeOf<Severity>();
  });
});

describe('profileTable', () => {
  test.each(Object.entries(profileTable))('each row of %s changes what it names, and says why', (profile, rows) => {
    const plain = rows.filter(({ headers }) => headers === undefined);
    const codes = plain.flatMap((row) => row.codes ?? []);

    for (const row of rows) expect(row.because).not.toBe('');
    const unchanged = plain.flatMap(({ codes: changed = [], severity }) =>
      changed.filter((code) => diagnosticTable[code].severity === severity),
    );
    expect(unchanged).toEqual([]);
    expect([profile, new Set(codes).size]).toEqual([profile, codes.length]);
  });

  test('strict makes nothing milder, and lenient nothing more severe', () => {
    const rank = { ignored: 0, info: 1, warning: 2, error: 3 };
    const changes = (rows: readonly ProfileRow[]): readonly number[] =>
      rows.flatMap(({ codes = [], severity }) =>
        codes.map((code) => rank[severity] - rank[diagnosticTable[code].severity]),
      );

    expect(Math.min(...changes(profileTable.strict))).toBeGreaterThan(0);
    expect(Math.max(...changes(profileTable.lenient))).toBeLessThan(0);
  });
});

describe('assertValid()', () => {
  const broken = withHeaders('Contact: <sip:a@h_1>', 'Expires: soon');

  test('throws where there is an error, with its sentence and place', () => {
    const check = (): void => assertValid(parseMessage(broken));

    expect(check).toThrow(SipSyntaxError);
    expect(check).toThrow(/^The value is not the number .*\(Expires: .*\) \(number-syntax, line 9, column 10\)$/);
    expect(check).toThrow(
      expect.objectContaining({
        name: 'SipSyntaxError',
        place: { line: 9, column: 10 },
        diagnostics: [
          expect.objectContaining({ code: 'host-underscore', severity: 'warning' }),
          expect.objectContaining({ code: 'number-syntax', severity: 'error' }),
        ],
      }),
    );
  });

  test('throws by the severities of a profile', () => {
    const underscore = parseMessage(withHeaders('Contact: <sip:a@h_1>'));

    expect(() => assertValid(underscore)).not.toThrow();
    expect(() => assertValid(underscore, { profile: 'ims' })).not.toThrow();
    expect(() => assertValid(underscore, { profile: 'strict' })).toThrow('host-underscore, line 8, column 17');
  });

  test('takes whatever was read', () => {
    const text = 'sip:a@[';

    expect(() => assertValid(parseHeader('CSeq', '1 ACK'))).not.toThrow();
    expect(() => assertValid(parseHeader('From', `<${text}>`))).toThrow(/byte \d+\)$/);
    expect(() => assertValid(parseUri(text), { bytes: new TextEncoder().encode(text) })).toThrow('line 1, column');
  });
});
