import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, text } from '../../test/build-capture.ts';
import { hep3 } from '../../test/build-hep.ts';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Delivery } from './delivery.ts';
import { FlowTable } from './flow-table.ts';
import { HepStream, streamStartsLikeHep } from './hep-stream.ts';
import { ProtocolCounts } from './protocol-counts.ts';

const OPTIONS = 'OPTIONS sip:bob@example.com SIP/2.0\r\nContent-Length: 0\r\n\r\n';
const OK = 'SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n';

class Reading {
  readonly diagnostics = new CaptureDiagnostics();
  readonly flows = new FlowTable();
  readonly protocols = new ProtocolCounts();
  readonly stream = new HepStream(this);
  #frame = 0;
  #offset = 0;

  /** One packet for each of these parts, which stand one behind the other in the capture. */
  receive(...parts: readonly Uint8Array[]): readonly Delivery[] {
    return parts.flatMap((bytes) => {
      const chunk = bytes.slice();
      const place = [{ offset: this.#offset, length: bytes.length }];
      this.#offset += bytes.length;
      const deliveries = this.stream.receive(0, {
        bytes: chunk,
        place,
        frame: ++this.#frame,
        timeNs: this.#frame,
        ipId: 9,
      });
      const kept = deliveries.map((delivery) => ({ ...delivery, bytes: delivery.bytes.slice() }));
      chunk.fill(0xee);
      return kept;
    });
  }

  get codes(): Record<string, number> {
    return Object.fromEntries(this.diagnostics.counts().map(({ code, count }) => [code, count]));
  }
}

function textOf({ bytes, start, end }: Delivery): string {
  return Buffer.from(bytes.subarray(start, end)).toString();
}

describe('streamStartsLikeHep()', () => {
  test.each([
    ['HEP3', true],
    ['HE', undefined],
    ['HELP', false],
    ['SIP/2.0', false],
  ])('%s: %s', (beginning, expected) => {
    const bytes = text(`..${beginning}`);

    expect(streamStartsLikeHep(bytes, 2, bytes.length)).toBe(expected);
  });
});

describe('HepStream', () => {
  test('delivers the messages that HEP reports, between their own addresses', () => {
    const reading = new Reading();
    const second = hep3(OK, { source: [198, 51, 100, 7], ipProtocol: 6, captureId: 3 });

    const deliveries = reading.receive(bytesOf(hep3(OPTIONS), second));

    expect(deliveries.map(textOf)).toEqual([OPTIONS, OK]);
    expect(deliveries.map(({ flow }) => reading.flows.source(flow))).toEqual(['192.0.2.1:5060', '198.51.100.7:5060']);
    expect(deliveries.map(({ transport }) => transport)).toEqual(['UDP', 'TCP']);
    expect(deliveries[1]?.hep).toMatchObject({ captureId: 3, epochNs: 1_700_000_000_000_000_000n });
  });

  test('puts a packet together that comes in several parts, and tells where it stands', () => {
    const packet = hep3(OPTIONS);
    const reading = new Reading();

    const deliveries = reading.receive(packet.subarray(0, 3), packet.subarray(3, 100), packet.subarray(100));

    expect(deliveries.map(textOf)).toEqual([OPTIONS]);
    expect(deliveries[0]).toMatchObject({ frame: 3, frames: [1, 2, 3], timeNs: 3 });
    const end = packet.length;
    const pieces = deliveries[0]?.place.map(({ offset = 0, length = 0 }) => [offset, offset + length]) ?? [];
    expect([pieces[0]?.[0], pieces.at(-1)?.[1]]).toEqual([end - OPTIONS.length, end]);
    expect(reading.stream.waitingBytes).toBe(0);
  });

  test('keeps what was inflated', () => {
    const [delivery] = new Reading().receive(hep3(deflateSync(text(OPTIONS)), { compressed: true }));

    expect(delivery?.place).toEqual([{ bytes: text(OPTIONS) }]);
  });

  test('counts what is no SIP', () => {
    const reading = new Reading();

    const deliveries = reading.receive(hep3('{"ssrc":1}', { protocolType: 5 }), hep3(OPTIONS, { protocolType: 100 }));

    expect(deliveries).toEqual([]);
    expect(reading.protocols.rows()).toEqual([
      { protocol: 'HEP: RTCP', packets: 1 },
      { protocol: 'HEP: log', packets: 1 },
    ]);
  });

  test('goes on at the next packet after junk and after lost bytes', () => {
    const reading = new Reading();

    const found = [
      ...reading.receive(bytesOf(hep3(OPTIONS), text('junk HEP'), hep3(OK).subarray(0, 50))),
      ...reading.stream.gap(0, 500),
      ...reading.receive(bytesOf(text('rest of another'), hep3(OK))),
    ];

    expect(found.map(textOf)).toEqual([OPTIONS, OK]);
    expect(reading.codes['hep-chunk']).toBeGreaterThan(0);
  });

  test('gives of a packet that the connection cuts what there is', () => {
    const reading = new Reading();
    const whole = 'BYE sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\nCSeq: 1 BYE\r\nContent-Length: 8\r\n\r\n12345678';
    reading.receive(hep3(whole).subarray(0, -4));

    const deliveries = reading.stream.end(0);

    expect(deliveries.map(textOf)).toEqual([whole.slice(0, -4)]);
    expect(deliveries[0]?.cut).toBe(true);
  });

  test('is read the same in parts of any size', () => {
    const packets = bytesOf(hep3(OPTIONS), hep3(OK), hep3(deflateSync(text(OPTIONS)), { compressed: true }));

    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 60, maxLength: 60 }), (sizes) => {
        const reading = new Reading();
        let at = 0;
        const parts = sizes.map((size) => packets.subarray(at, (at += size)));

        const deliveries = reading.receive(...parts, packets.subarray(at));

        expect(deliveries.map(textOf)).toEqual([OPTIONS, OK, OPTIONS]);
      }),
    );
  });

  test('takes any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), (parts) => {
        const reading = new Reading();
        reading.receive(...parts.map((part) => bytesOf(text('HEP3'), part)));
        reading.stream.end(0);
      }),
    );
  });
});
