import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeLoadCapture } from '../../../scripts/load-capture.ts';
import type { Analysis, AnalyzeOptions } from '../src/index.ts';
import { analyzeCapture, CaptureError, openCapture } from '../src/node.ts';

const folder = path.join(import.meta.dirname, '../../../fixtures/captures');
/** Each of another kind: plain, cut, compressed, of several clocks, decrypted, unmasked, of several hops. */
const captures = [
  'call/cancel.pcap',
  'encoding/cut-mid-packet.pcap',
  'encoding/gzipped.pcap.gz',
  'encoding/ng-two-interfaces-mixed-tsresol.pcapng',
  'registration/register.pcap',
  'tls/tls12-withkeys.pcapng',
  'websocket/websocket.pcap',
];

/** Every row of an analysis, as text. */
async function rowsOf(name: string, threads: 1 | 2, options: AnalyzeOptions = {}): Promise<string> {
  const capture = await openCapture(path.resolve(folder, name));
  const messages: unknown[] = [];
  try {
    const onMessage = (message: number, bytes: Uint8Array, analysis: Analysis): void => {
      messages.push(analysis.messageRow(message, bytes), analysis.frame(message), analysis.place(message));
    };
    const analysis = await analyzeCapture(capture, { ...options, threads, onMessage });
    const rows = [messages, [...analysis.transactions()], [...analysis.dialogs()], [...analysis.calls()]];
    rows.push([...analysis.streams()]);
    return JSON.stringify([...rows, analysis.summary(), capture.bytesRead]);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    return `${error.code} ${error.message} ${error.offset}`;
  } finally {
    await capture.close();
  }
}

const temporary = mkdtempSync(path.join(tmpdir(), 'sipscope-threads-'));

afterAll(() => rmSync(temporary, { recursive: true }));

describe('two threads', () => {
  test('find in thousands of messages what one finds', async () => {
    const load = path.join(temporary, 'load.pcap');
    writeLoadCapture(load, 2000);

    const one = await rowsOf(load, 1);

    expect(await rowsOf(load, 2)).toBe(one);
  });

  test('find in the media between them what one finds', async () => {
    const load = path.join(temporary, 'media.pcap');
    writeLoadCapture(load, 200, { hasDistinctMedia: true, rtpPerMessage: 20 });

    const one = await rowsOf(load, 1);

    expect(one).toContain('"id":"x2"');
    expect(await rowsOf(load, 2)).toBe(one);
  });

  test.each(captures)('find in %s what one finds', async (name) => {
    const one = await rowsOf(name, 1, { readTexts: true });

    expect(await rowsOf(name, 2, { readTexts: true })).toBe(one);
  });

  test('refuse what is no capture as one does', async () => {
    const notOne = path.join(import.meta.dirname, 'threads.test.ts');

    const one = await rowsOf(notOne, 1);

    expect(one).toContain('capture-format');
    expect(await rowsOf(notOne, 2)).toBe(one);
  });

  test('stop where somebody has enough', async () => {
    const capture = await openCapture(path.join(folder, 'call/cancel.pcap'));

    const analysis = await analyzeCapture(capture, { threads: 2, signal: AbortSignal.abort() });
    await capture.close();

    expect(analysis.messageCount).toBeLessThanOrEqual(20);
  });
});
