import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { hexOf, KeyLog } from './key-log.ts';
import type { TlsLimits } from './tls-limits.ts';

const random = 'a1'.repeat(32);
const master = 'b2'.repeat(48);
const secret = 'c3'.repeat(32);

function read(text: string, limits: Partial<TlsLimits> = {}): { keyLog: KeyLog; diagnostics: CaptureDiagnostics } {
  const diagnostics = new CaptureDiagnostics();
  const keyLog = new KeyLog(diagnostics, limits);
  keyLog.add(text);
  return { keyLog, diagnostics };
}

describe('KeyLog', () => {
  test('finds the secrets of a session by its client random', () => {
    const { keyLog } = read(`CLIENT_RANDOM ${random} ${master}\nSERVER_TRAFFIC_SECRET_0 ${random} ${secret}\n`);

    expect(hexOf(keyLog.secret('CLIENT_RANDOM', random) ?? new Uint8Array(0))).toBe(master);
    expect(hexOf(keyLog.secret('SERVER_TRAFFIC_SECRET_0', random) ?? new Uint8Array(0))).toBe(secret);
    expect(keyLog.secret('CLIENT_TRAFFIC_SECRET_0', random)).toBeUndefined();
    expect(keyLog.entries).toBe(2);
  });

  test('takes capitals, CRLF, blanks, and a last line without an end', () => {
    const { keyLog } = read(`# a comment\r\n\r\nCLIENT_RANDOM\t${random.toUpperCase()}  ${master.toUpperCase()}`);

    expect(hexOf(keyLog.secret('CLIENT_RANDOM', random) ?? new Uint8Array(0))).toBe(master);
  });

  test('finds a master secret by its session id', () => {
    const { keyLog } = read(`RSA Session-ID:0A0B Master-Key:${master}\n`);

    expect(keyLog.masterOfSessionId('0a0b')).toHaveLength(48);
  });

  test.each([
    ['another label', `EARLY_EXPORTER_SECRET ${random} ${secret}`],
    ['a name of every object', `__proto__ ${random} ${secret}`],
    ['a random that is too short', `CLIENT_RANDOM ${random.slice(2)} ${master}`],
    ['a secret that is too short', `CLIENT_RANDOM ${random} ${secret}`],
    ['what is no hexadecimal', `CLIENT_RANDOM ${random} ${'xy'.repeat(48)}`],
    ['a fourth word', `CLIENT_RANDOM ${random} ${master} more`],
    ['half a byte', `CLIENT_RANDOM ${random} ${master}0`],
  ])('passes over a line with %s', (_what, line) => {
    const { keyLog, diagnostics } = read(`${line}\nCLIENT_RANDOM ${'00'.repeat(32)} ${master}\n`);

    expect(keyLog.entries).toBe(1);
    expect(diagnostics.counts()).toEqual([]);
  });

  test('passes over a line that is too long', () => {
    const { keyLog } = read(`CLIENT_RANDOM ${random} ${master}${' '.repeat(4096)}\n`);

    expect(keyLog.entries).toBe(0);
  });

  test('reads no more secrets than it may, and tells it once', () => {
    const lines = Array.from({ length: 5 }, (_, at) => `CLIENT_RANDOM ${`0${at}`.repeat(32)} ${master}\n`);
    const { keyLog, diagnostics } = read(lines.join(''), { keyLogEntries: 3 });

    keyLog.add(lines.join(''));

    expect(keyLog.entries).toBe(3);
    const detail = 'The key log has more than 3 secrets: the rest of it was not read.';
    expect(diagnostics.counts()).toEqual([{ code: 'tls-keylog', count: 1, samples: [{ detail }] }]);
  });

  test('reads no more bytes than it may, whole lines only', () => {
    const line = `CLIENT_RANDOM ${random} ${master}\n`;
    const { keyLog, diagnostics } = read(`${line}CLIENT_RANDOM ${'00'.repeat(32)} ${master}00`, {
      keyLogBytes: 2 * line.length - 1,
    });

    expect(keyLog.entries).toBe(1);
    expect(diagnostics.counts()).toMatchObject([{ code: 'tls-keylog', count: 1 }]);
  });

  test('takes any bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constant('CLIENT_RANDOM '), fc.constant('\n'), fc.constant(random))),
        (parts) => {
          const { diagnostics } = read(parts.join(''));

          expect(diagnostics.counts()).toEqual([]);
        },
      ),
    );
  });
});
