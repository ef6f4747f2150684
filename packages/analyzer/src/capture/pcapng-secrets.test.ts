import { describe, expect, test } from 'vitest';
import {
  block,
  bytesOf,
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  sectionHeader,
  text,
  uint32,
} from '../../test/build-capture.ts';
import { codes, readPackets } from '../../test/read-packets.ts';
import type { CaptureLimits } from './capture-limits.ts';
import { CaptureReader } from './capture-reader.ts';

const LINE = 'CLIENT_RANDOM 00 11\n';
const packet = enhancedPacket({ data: text('hello') });

function secretsOf(bytes: Uint8Array, limits: Partial<CaptureLimits> = {}, sizes?: readonly number[]) {
  const secrets: string[] = [];
  const reader = new CaptureReader({ limits, onSecrets: (lines) => void secrets.push(lines) });
  const { packets } = readPackets(bytes, sizes, reader);
  return { secrets, packets, codes: codes(reader), damaged: reader.damaged };
}

describe('Decryption secrets of a pcapng', () => {
  test.each(['big', 'little'] as const)('hands on key logs of TLS in %s-endian order', (order) => {
    const bytes = bytesOf(sectionHeader(order), decryptionSecrets(text(LINE), order), interfaceDescription({}, order));

    expect(secretsOf(bytes)).toMatchObject({ secrets: [LINE], codes: {} });
  });

  test('come before the packets that stand behind them, wherever chunks are split', () => {
    const bytes = bytesOf(sectionHeader(), interfaceDescription(), packet, decryptionSecrets(text(LINE)), packet);

    for (let size = 1; size <= bytes.length; size++) {
      const order: string[] = [];
      const reader = new CaptureReader({ onSecrets: () => void order.push('secrets') });
      for (let at = 0; at < bytes.length; at += size) {
        for (const { frame } of reader.receive(bytes.slice(at, at + size))) order.push(`packet ${frame}`);
      }

      expect(order.indexOf('secrets')).toBeLessThan(order.indexOf('packet 2'));
      expect(order).toHaveLength(3);
    }
  });

  test('of other protocols are passed over', () => {
    const wireGuard = decryptionSecrets(text('LOCAL_STATIC_PRIVATE_KEY = 00'), 'little', 0x57474b4c);

    expect(secretsOf(bytesOf(sectionHeader(), wireGuard))).toMatchObject({ secrets: [], codes: {} });
  });

  test('are handed on up to their limit, in whole lines', () => {
    const bytes = bytesOf(sectionHeader(), ...Array.from({ length: 3 }, () => decryptionSecrets(text(LINE + LINE))));

    const read = secretsOf(bytes, { secretsBytes: 3 * LINE.length + 5 });

    expect(read).toMatchObject({ secrets: [LINE + LINE, LINE], codes: { 'limit-secrets': 2 }, damaged: false });
  });

  test('of a block that claims more than it holds are read up to its end', () => {
    const long = bytesOf(uint32(0x544c534b, 'little'), uint32(0xffff_ffff, 'little'), text(LINE));
    const bytes = bytesOf(
      sectionHeader(),
      block(10, long),
      block(10, new Uint8Array(4)),
      interfaceDescription(),
      packet,
    );

    const read = secretsOf(bytes);

    expect(read).toMatchObject({ secrets: [LINE], codes: { 'capture-block-length': 2 } });
    expect(read.packets).toHaveLength(1);
  });

  test('may be asked for by nobody', () => {
    expect(readPackets(bytesOf(sectionHeader(), decryptionSecrets(text(LINE)))).packets).toEqual([]);
  });
});
