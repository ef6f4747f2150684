/** What must hold of every capture, however it is cut up, cut off or damaged. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { CaptureError } from '../src/capture/capture-error.ts';
import { CaptureReader } from '../src/capture/capture-reader.ts';
import { IpReader } from '../src/network/ip-reader.ts';
import { FlowTable } from '../src/transport/flow-table.ts';
import { Deliveries } from '../src/transport/deliveries.ts';
import { bytesOf, pcap } from './build-capture.ts';
import { ipv4, ipv6, udp } from './build-packet.ts';
import { captureParts, OPTIONS, packets } from './capture-parts.ts';
import { codes, type KeptPacket, readPackets } from './read-packets.ts';

const captures = path.join(import.meta.dirname, '../../../fixtures/captures/encoding');
const small = Object.fromEntries(Object.entries(captureParts).map(([name, parts]) => [name, bytesOf(...parts)]));
const files = ['sll.pcap', 'ng-comments-unknown-blocks.pcapng', 'ng-two-interfaces-mixed-tsresol.pcapng'];
const examples = [
  ...Object.entries(small),
  ...files.map((file): [string, Uint8Array] => [file, readFileSync(path.join(captures, file))]),
];

/** The packets and what is wrong, or the error where there was no capture at all; any other error fails the test. */
function readAnything(bytes: Uint8Array, sizes?: readonly number[]): { packets: readonly KeptPacket[]; codes: object } {
  const reader = new CaptureReader();
  try {
    const { packets: read } = readPackets(bytes, sizes, reader);
    return { packets: read, codes: codes(reader) };
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    return { packets: [], codes: { [error.code]: 1 } };
  }
}

/** Sends a capture all the way to deliveries, and counts them. */
function deliveriesOf(bytes: Uint8Array): number {
  const diagnostics = new CaptureDiagnostics();
  const reader = new CaptureReader({ diagnostics });
  const network = new IpReader(diagnostics);
  const transport = new Deliveries({ flows: new FlowTable(), diagnostics });
  let deliveries = 0;
  for (const packet of [...reader.receive(bytes), ...reader.end()]) {
    const datagram = network.receive(packet);
    if (datagram !== undefined) deliveries += transport.receive(datagram).length;
  }
  return deliveries;
}

describe.each(examples)('%s', (_, bytes) => {
  test('gives the same packets however it is split', () => {
    const whole = readAnything(bytes);

    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(3), fc.nat(40), fc.nat(4000)), { minLength: 1 }), (sizes) => {
        expect(readAnything(bytes, sizes)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
    expect(readAnything(bytes, [1])).toEqual(whole);
  });
});

describe.each(Object.entries(small))('a small %s', (_, bytes) => {
  test('gives, cut anywhere, the packets before the cut and tells of it', () => {
    const whole = readAnything(bytes).packets;
    let most = 0;

    for (let length = 0; length < bytes.length; length++) {
      const cut = readAnything(bytes.subarray(0, length));

      expect(cut.packets).toEqual(whole.slice(0, cut.packets.length));
      expect(cut.packets.length).toBeGreaterThanOrEqual(most);
      most = cut.packets.length;
    }
    expect(most).toBe(whole.length - 1);
  });

  test('throws nothing and keeps to numbers with bytes changed, taken out and put in', () => {
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      remove: fc.nat(20),
      insert: fc.uint8Array({ maxLength: 20 }),
    });

    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(64), (changes, size) => {
        let damaged = bytes;
        for (const { at, remove, insert } of changes) {
          damaged = bytesOf(damaged.subarray(0, at), insert, damaged.subarray(at + remove));
        }
        const { packets: read } = readAnything(damaged, [size]);

        expect(readAnything(damaged).packets).toEqual(read);
        expect(read.every(({ timeNs, offset }) => Number.isFinite(timeNs) && offset < damaged.length + 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('reads every record behind one that was overwritten', () => {
    // The third packet's header with its length, and the headers in it.
    const damaged = bytes.slice();
    const thirdAt = Buffer.from(bytes).indexOf('OPTIONS', Buffer.from(bytes).indexOf('OPTIONS') + 10);
    damaged.fill(0xff, thirdAt - 88, thirdAt);

    expect(deliveriesOf(bytes) - deliveriesOf(damaged)).toBe(1);
  });
});

test('a packet of any bytes and any link type throws nothing on its way', () => {
  const linkTypes = fc.constantFrom(0, 1, 9, 12, 14, 101, 108, 113, 228, 229, 276);
  const starts = fc.constantFrom(...packets, ipv4(udp(OPTIONS)), ipv6(udp(OPTIONS)), new Uint8Array(0));

  fc.assert(
    fc.property(linkTypes, starts, fc.uint8Array({ maxLength: 60 }), fc.nat(60), (linkType, base, noise, at) => {
      const data = base.slice();
      data.set(noise.subarray(0, Math.max(0, data.length - at)), Math.min(at, data.length));

      expect(deliveriesOf(pcap([{ data }, { data: noise }], { linkType }))).toBeLessThanOrEqual(2);
    }),
    { numRuns: 2000 },
  );
});
