import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Packet } from './packet.ts';
import { PacketOrder } from './packet-order.ts';

/** Packets with those times, in ms; each holds its frame number. */
function packetsAt(times: readonly number[]): Packet[] {
  const bytes = new Uint8Array(times.map((_, i) => i % 256));
  return times.map((ms, i) => ({
    frame: i + 1,
    timeNs: ms * 1e6,
    linkType: 1,
    bytes,
    start: i,
    end: i + 1,
    offset: i,
    originalLength: 1,
  }));
}

/** In batches of those sizes, whose bytes are gone when the next comes. */
function ordered(packets: readonly Packet[], sizes: readonly number[]): { frames: number[]; held: boolean } {
  const order = new PacketOrder();
  const frames: number[] = [];
  let isWhole = true;
  const take = (ready: readonly Packet[]): void => {
    for (const { frame, bytes, start } of ready) {
      frames.push(frame);
      isWhole &&= bytes[start] === (frame - 1) % 256;
    }
  };
  let at = 0;
  for (let batch = 0; at < packets.length; batch++) {
    const size = sizes[batch % sizes.length] ?? 1;
    const some = packets.slice(at, at + size).map((packet) => ({ ...packet, bytes: packet.bytes.slice() }));
    take(order.receive(some));
    for (const { bytes } of some) bytes.fill(0xee);
    at += size;
  }
  take(order.end());
  return { frames, held: isWhole };
}

describe('PacketOrder', () => {
  test('puts packets that are a little late in the order of their times', () => {
    const { frames } = ordered(packetsAt([0, 30, 10, 20, 900, 40]), [2]);

    expect(frames).toEqual([1, 3, 4, 2, 6, 5]);
  });

  test('leaves packets with equal times in their order', () => {
    expect(ordered(packetsAt([5, 5, 0, 0]), [4]).frames).toEqual([3, 4, 1, 2]);
  });

  test('leaves a packet that is more than a second late where it is', () => {
    expect(ordered(packetsAt([5000, 5010, 3000, 3010]), [1]).frames).toEqual([1, 2, 3, 4]);
  });

  test('passes on a long capture that is in order as it comes', () => {
    const order = new PacketOrder();
    const packets = packetsAt(Array.from({ length: 1100 }, (_, i) => i));
    order.receive(packets.slice(0, 1000));

    const rest = packets.slice(1000);

    expect(order.receive(rest)).toBe(rest);
  });

  test('gives the same however the packets are split, and loses none', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 });
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(times, sizes, (list, split) => {
        const packets = packetsAt(list);

        const { frames, held } = ordered(packets, split);

        expect(frames).toEqual(ordered(packets, [1]).frames);
        expect(frames.toSorted((a, b) => a - b)).toEqual(packets.map(({ frame }) => frame));
        expect(held).toBe(true);
      }),
    );
  });
});
