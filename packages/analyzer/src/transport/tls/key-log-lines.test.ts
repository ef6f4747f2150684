import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { hexOf, KeyLog } from './key-log.ts';
import { KeyLogLines } from './key-log-lines.ts';

const randoms = ['a1', 'b2', 'c3'].map((byte) => byte.repeat(32));
const master = 'd4'.repeat(48);
const lines = randoms.map((random) => `CLIENT_RANDOM ${random} ${master}`);

function read(pieces: readonly string[], lineBytes?: number): KeyLog {
  const keyLog = new KeyLog(new CaptureDiagnostics());
  const reader = new KeyLogLines(keyLog, lineBytes);
  for (const piece of pieces) reader.receive(Buffer.from(piece, 'latin1'));
  reader.end();
  return keyLog;
}

test('KeyLogLines reads lines however they are split', () => {
  const text = `# made by a program\r\n\n${lines.join('\r\n')}`;

  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));

      const keyLog = read(pieces);

      expect(keyLog.entries).toBe(3);
      for (const random of randoms) expect(hexOf(keyLog.secret('CLIENT_RANDOM', random)!)).toBe(master);
    }),
  );
});

test('KeyLogLines takes no part of a line for the line', () => {
  const keyLog = new KeyLog(new CaptureDiagnostics());
  const reader = new KeyLogLines(keyLog);

  // As long as another secret would be.
  reader.receive(Buffer.from(`SERVER_TRAFFIC_SECRET_0 ${randoms[0]} ${master.slice(0, 64)}`));

  expect(keyLog.entries).toBe(0);
  reader.receive(Buffer.from(`${master.slice(64)}\n`));
  expect(hexOf(keyLog.secret('SERVER_TRAFFIC_SECRET_0', randoms[0]!)!)).toBe(master);
});

test('KeyLogLines passes over a line that is too long, and holds none of it', () => {
  const keyLog = read(['x'.repeat(100), 'x'.repeat(200), `x\n${lines[1]}\n`, 'x'.repeat(301), `\n${lines[2]}`], 300);

  expect(keyLog.entries).toBe(2);
  expect(keyLog.bytes).toBeLessThan(1000);
});
