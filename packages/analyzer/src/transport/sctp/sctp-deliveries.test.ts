import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../test/build-capture.ts';
import { data, iData, init, sack, sctpChunk, sctpPacket, type SctpPacketOptions } from '../../../test/build-sctp.ts';
import { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { placeLength } from '../../capture/place.ts';
import type { Datagram } from '../../network/datagram.ts';
import type { Delivery } from '../delivery.ts';
import { FlowTable } from '../flow-table.ts';
import { ProtocolCounts } from '../protocol-counts.ts';
import { SctpDeliveries, type SctpLimits } from './sctp-deliveries.ts';

const OPTIONS = message('OPTIONS', 1);
const ABORT = sctpChunk(6, 0, bytesOf());

function message(method: string, cseq: number, bytes = 0): string {
  const head = `${method} sip:bob@example.com SIP/2.0\r\nCall-ID: ${cseq}@example.com\r\nCSeq: ${cseq} ${method}\r\n`;
  return `${head}Content-Length: ${bytes}\r\n\r\n${'x'.repeat(bytes)}`;
}

class Reading {
  readonly diagnostics = new CaptureDiagnostics();
  readonly flows = new FlowTable();
  readonly protocols = new ProtocolCounts();
  readonly #sctp: SctpDeliveries;
  #frame = 0;

  constructor(limits: Partial<SctpLimits> = {}) {
    const { flows, diagnostics, protocols } = this;
    this.#sctp = new SctpDeliveries({ flows, diagnostics, protocols, limits });
  }

  receive(...datagrams: readonly Datagram[]): readonly Delivery[] {
    return datagrams.flatMap((datagram) => this.#sctp.receive(datagram));
  }

  /** Packets of these chunks, one behind the other. */
  packets(packets: readonly (readonly Uint8Array[])[], options: SctpPacketOptions = {}): readonly Delivery[] {
    return packets.flatMap((chunks) => this.#sctp.receive(sctpPacket(chunks, { frame: ++this.#frame, ...options })));
  }

  end(): readonly Delivery[] {
    return this.#sctp.end();
  }

  get codes(): Record<string, number> {
    return Object.fromEntries(this.diagnostics.counts().map(({ code, count }) => [code, count]));
  }
}

function textOf({ bytes, start, end }: Delivery): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1');
}

/** DATA chunks with the pieces of a message, numbered from `tsn`. */
function fragments(
  payload: string,
  pieces: number,
  tsn: number,
  options: { stream?: number; sequence?: number } = {},
): Uint8Array[] {
  const size = Math.ceil(payload.length / pieces);
  return Array.from({ length: pieces }, (_, i) => {
    const ends = { begin: i === 0, end: i === pieces - 1 };
    return data(payload.slice(i * size, (i + 1) * size), { tsn: tsn + i, ...options, ...ends });
  });
}

describe('SctpDeliveries', () => {
  test('delivers the message of a DATA chunk, where it stands in the capture', () => {
    const reading = new Reading();

    const [delivery, ...more] = reading.packets([[sack, data(OPTIONS, { tsn: 1 })]]);

    expect(more).toEqual([]);
    expect(delivery).toMatchObject({ transport: 'SCTP', frame: 1, index: 0, ipId: 1 });
    expect(
      delivery === undefined ? [] : [textOf(delivery), reading.flows.source(delivery.flow), delivery.place],
    ).toEqual([OPTIONS, '192.0.2.1:5060', [{ offset: 1000 + 8 + sack.length + 16, length: OPTIONS.length }]]);
  });

  test('numbers the messages of a packet', () => {
    const deliveries = new Reading().packets([
      [data(OPTIONS, { tsn: 1 }), data(message('INVITE', 2), { tsn: 2, stream: 1 })],
    ]);

    expect(deliveries.map(({ index }) => index)).toEqual([0, 1]);
  });

  test('puts fragments together over several packets and tells them all', () => {
    const [first, second, third] = fragments(OPTIONS, 3, 0xffff_fffe);

    const deliveries = new Reading().packets([[first!], [third!], [sack, second!]]);

    expect(deliveries.map(textOf)).toEqual([OPTIONS]);
    expect(deliveries[0]).toMatchObject({ frame: 3, frames: [1, 2, 3] });
    expect(placeLength(deliveries[0]!.place)).toBe(OPTIONS.length);
  });

  test('keeps the messages of several streams apart, and unordered ones from ordered ones', () => {
    const one = fragments(OPTIONS, 2, 1, { stream: 1 });
    const other = fragments(message('INVITE', 2), 2, 3, { stream: 2 });
    const urgent = data(message('BYE', 3), { tsn: 5, stream: 1, unordered: true });

    const deliveries = new Reading().packets([[one[0]!], [other[0]!], [urgent], [one[1]!, other[1]!]]);

    expect(deliveries.map(textOf)).toEqual([message('BYE', 3), OPTIONS, message('INVITE', 2)]);
  });

  test('puts interleaved fragments of I-DATA together', () => {
    const half = OPTIONS.length / 2;
    const piece = (tsn: number, sequence: number, fragment: number): Uint8Array =>
      iData(fragment === 0 ? OPTIONS.slice(0, half) : OPTIONS.slice(half), {
        tsn,
        sequence,
        fragment,
        begin: fragment === 0,
        end: fragment === 1,
      });

    const deliveries = new Reading().packets([[piece(1, 1, 0)], [piece(2, 2, 0)], [piece(3, 1, 1)], [piece(4, 2, 1)]]);

    expect(deliveries.map(textOf)).toEqual([OPTIONS, OPTIONS]);
    expect(deliveries.map(({ frames }) => frames)).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  test('a retransmission is no second message', () => {
    const reading = new Reading();
    const chunk = data(OPTIONS, { tsn: 7 });

    const deliveries = reading.packets([[chunk], [sack, chunk]]);

    expect(deliveries).toHaveLength(1);
    expect(reading.packets([[chunk]], { timeNs: 2e9 })).toEqual([]);
  });

  test('a retransmission from another address of the same sender is none either', () => {
    const chunk = data(OPTIONS, { tsn: 7 });
    const reading = new Reading();

    const deliveries = reading.receive(
      sctpPacket([chunk]),
      sctpPacket([chunk], { frame: 2, source: [198, 51, 100, 1], destination: [198, 51, 100, 2] }),
    );

    expect(deliveries).toHaveLength(1);
  });

  test('puts fragments from several addresses of one sender together', () => {
    const [first, second] = fragments(OPTIONS, 2, 1);
    const reading = new Reading();

    const deliveries = reading.receive(
      sctpPacket([first!]),
      sctpPacket([second!], { frame: 2, source: [198, 51, 100, 1], destination: [198, 51, 100, 2] }),
    );

    expect(deliveries.map(textOf)).toEqual([OPTIONS]);
  });

  test('delivers once more what a second tap captured', () => {
    const reading = new Reading();
    const pieces = fragments(message('INVITE', 2), 2, 2);
    const packets = [[data(OPTIONS, { tsn: 1 })], [pieces[0]!], [pieces[1]!]];

    const deliveries = packets.flatMap((chunks, i) =>
      reading.receive(
        sctpPacket(chunks, { frame: 2 * i + 1, ipId: 40 + i, timeNs: i * 1e6 }),
        sctpPacket(chunks, { frame: 2 * i + 2, ipId: 40 + i, timeNs: i * 1e6 + 1000 }),
      ),
    );

    expect(deliveries.map(({ frame, frames }) => frames ?? [frame])).toEqual([[1], [2], [3, 5], [4, 6]]);
  });

  test('delivers once more what a second tap captured of interleaved messages', () => {
    const reading = new Reading();
    const half = OPTIONS.length / 2;
    const piece = (tsn: number, sequence: number, fragment: 0 | 1): Uint8Array => {
      const ends = { begin: fragment === 0, end: fragment === 1 };
      return iData(OPTIONS.slice(fragment * half, (fragment + 1) * half), { tsn, sequence, fragment, ...ends });
    };
    const packets = [[piece(1, 1, 0)], [piece(2, 2, 0)], [piece(3, 1, 1)], [piece(4, 2, 1)]];

    const deliveries = packets.flatMap((chunks, i) =>
      reading.receive(
        sctpPacket(chunks, { frame: 2 * i + 1, ipId: 40 + i, timeNs: i * 1e6 }),
        sctpPacket(chunks, { frame: 2 * i + 2, ipId: 40 + i, timeNs: i * 1e6 + 1000 }),
      ),
    );

    expect(deliveries.map(({ frames }) => frames)).toEqual([
      [1, 5],
      [2, 6],
      [3, 7],
      [4, 8],
    ]);
    expect(deliveries.map(textOf)).toEqual([OPTIONS, OPTIONS, OPTIONS, OPTIONS]);
  });

  test('one TSN with other bytes is another association', () => {
    const deliveries = new Reading().packets([[data(OPTIONS, { tsn: 1 })], [data(message('BYE', 2), { tsn: 1 })]]);

    expect(deliveries).toHaveLength(2);
  });

  test('a new association may use the same TSNs and bytes', () => {
    const chunk = data(OPTIONS, { tsn: 1 });

    const deliveries = new Reading().packets([[init(5)], [chunk], [init(5)], [chunk], [init(6)], [chunk]]);

    expect(deliveries.map(({ frame }) => frame)).toEqual([2, 6]);
  });

  test('an association that ends with fragments missing gives what has come of the message', () => {
    const reading = new Reading();
    const whole = message('MESSAGE', 2, 100);
    const [first, second] = fragments(whole, 3, 1);

    const deliveries = reading.packets([[first!], [second!], [ABORT]]);

    expect(deliveries.map(textOf)).toEqual([whole.slice(0, 2 * Math.ceil(whole.length / 3))]);
    expect(deliveries[0]).toMatchObject({ frame: 2, frames: [1, 2], cut: true });
    expect(reading.codes).toEqual({ 'reasm-incomplete': 1 });
    expect(reading.end()).toEqual([]);
  });

  test('the end of the capture tells of messages whose beginning is missing', () => {
    const reading = new Reading();
    const [, second] = fragments(OPTIONS, 2, 1);

    const deliveries = reading.packets([[second!]]);

    expect([...deliveries, ...reading.end()]).toEqual([]);
    expect(reading.codes).toEqual({ 'reasm-incomplete': 1 });
  });

  test.each([
    ['a length of 0', bytesOf(0, 3, 0, 0, new Uint8Array(12))],
    ['a length below its header', bytesOf(0, 3, 0, 3, new Uint8Array(12))],
    ['DATA without room for its header', sctpChunk(0, 3, bytesOf(1, 2, 3, 4))],
    ['more than is there', sctpChunk(3, 0, new Uint8Array(4), 400)],
  ])('%s is told, and the chunks before it are read', (_, chunk) => {
    const reading = new Reading();

    const deliveries = reading.packets([[data(OPTIONS, { tsn: 1 }), chunk]]);

    expect(deliveries.map(textOf)).toEqual([OPTIONS]);
    expect(reading.codes).toEqual({ 'net-sctp': 1 });
  });

  test('a message cut by the snap length is delivered as far as it goes', () => {
    const reading = new Reading();
    const whole = message('MESSAGE', 2, 100);
    const chunk = data(whole, { tsn: 1 }).subarray(0, 16 + whole.length - 40);

    const deliveries = reading.packets([[chunk]], { slicedBytes: 40 });

    expect(deliveries.map(textOf)).toEqual([whole.slice(0, -40)]);
    expect(deliveries[0]).toMatchObject({ cut: true });
    expect(reading.codes).toEqual({});
  });

  test('counts what other protocols send, once a packet', () => {
    const reading = new Reading();

    const deliveries = [
      ...reading.packets([
        [data('\u0001\u0000', { tsn: 1, payloadProtocol: 3 }), data('x', { tsn: 2, payloadProtocol: 3 })],
      ]),
      ...reading.packets([
        [data('x', { tsn: 3, begin: true, end: false, payloadProtocol: 46 })],
        [data('x', { tsn: 4 })],
      ]),
      ...reading.packets([[data('x', { tsn: 5 })], [init(7)], [sack]], { destinationPort: 3868 }),
      ...reading.end(),
    ];

    expect(deliveries).toEqual([]);
    expect(reading.protocols.rows()).toEqual([
      { protocol: 'Diameter', packets: 2 },
      { protocol: 'SCTP without data', packets: 2 },
      { protocol: 'M3UA', packets: 1 },
      { protocol: 'other SCTP', packets: 1 },
    ]);
    expect(reading.codes).toEqual({});
  });

  test('a message that never ends is put aside at the limit', () => {
    const reading = new Reading({ messageBytes: 1000 });

    const deliveries = reading.packets(
      Array.from({ length: 20 }, (_, i) => [
        data(i === 0 ? OPTIONS : 'y'.repeat(100), { tsn: i, begin: i === 0, end: false }),
      ]),
    );

    expect(deliveries.map(textOf).map((value) => value.slice(0, OPTIONS.length))).toEqual([OPTIONS]);
    expect(deliveries[0]?.cut).toBe(true);
    expect(reading.codes['reasm-limit']).toBe(1);
    expect(reading.diagnostics.damaged).toBe(true);
  });

  test.each([
    ['a direction', { directionBytes: 20_000 }],
    ['all of them', { pendingBytes: 20_000 }],
  ])('what waits in %s is put aside at the limit', (_, limits) => {
    const reading = new Reading(limits);

    reading.packets(
      Array.from({ length: 100 }, (__, i) => [data('y'.repeat(100), { tsn: 2 * i, begin: false, end: false })]),
    );

    expect(reading.codes['reasm-limit']).toBeGreaterThan(20);
  });

  test('the association used longest ago is forgotten at the limit', () => {
    const reading = new Reading({ associations: 10 });
    const [first, second] = fragments(OPTIONS, 2, 1);

    reading.packets([[first!]]);
    for (let port = 1; port <= 10; port++) {
      reading.packets([[data(OPTIONS, { tsn: 1 })]], { sourcePort: port, verificationTag: port });
    }

    expect(reading.codes).toEqual({ 'reasm-limit': 1 });
    expect(reading.packets([[second!]])).toEqual([]);
  });
});

type Piece = { readonly chunk: Uint8Array };

/** User messages cut into DATA chunks at random, on streams at random. */
const cutMessages = fc
  .array(
    fc.record({
      bodyBytes: fc.nat(200),
      stream: fc.nat(3),
      cuts: fc.array(fc.nat(250), { maxLength: 5 }),
      unordered: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((specs) => {
    let tsn = 0xffff_fff0;
    return specs.map(({ bodyBytes, stream, cuts, unordered }, i) => {
      const whole = message('MESSAGE', i + 1, bodyBytes);
      const edges = [...new Set([0, ...cuts.filter((cut) => cut > 0 && cut < whole.length), whole.length])].sort(
        (a, b) => a - b,
      );
      const pieces = edges.slice(1).map((edge, j): Piece => {
        const ends = { begin: j === 0, end: j === edges.length - 2 };
        const chunk = data(whole.slice(edges[j], edge), { tsn: tsn >>> 0, stream, sequence: i, unordered, ...ends });
        tsn++;
        return { chunk };
      });
      return { whole, pieces };
    });
  });

describe('property', () => {
  test('fragmentation, bundling, order and retransmission change nothing', () => {
    fc.assert(
      fc.property(cutMessages, fc.infiniteStream(fc.nat(1000)), (messages, random) => {
        const take = (below: number): number => Number(random.next().value) % below;
        const pieces = messages.flatMap(({ pieces: own }) => own);
        for (let i = pieces.length - 1; i > 0; i--) {
          const j = take(i + 1);
          [pieces[i], pieces[j]] = [pieces[j]!, pieces[i]!];
        }
        const packets: Uint8Array[][] = [];
        for (const { chunk } of pieces) {
          if (packets.length === 0 || take(3) > 0) packets.push([]);
          packets.at(-1)!.push(chunk);
          if (take(4) === 0) packets.push([sack, chunk]);
        }
        const reading = new Reading();

        const deliveries = reading.packets(packets);

        expect(deliveries.map(textOf).sort()).toEqual(messages.map(({ whole }) => whole).sort());
        expect(deliveries.every(({ place, start, end }) => placeLength(place) === end - start)).toBe(true);
        expect(reading.end()).toEqual([]);
      }),
    );
  });

  test('damaged packets raise nothing', () => {
    const packets = [
      init(3),
      data(OPTIONS, { tsn: 1 }),
      ...fragments(OPTIONS, 3, 2),
      iData(OPTIONS, { tsn: 9 }),
      ABORT,
      sack,
    ];
    const damage = fc.array(fc.tuple(fc.nat(7), fc.nat(120), fc.nat(255)), { maxLength: 20 });

    fc.assert(
      fc.property(damage, fc.array(fc.nat(7), { maxLength: 20 }), (changes, order) => {
        const damaged = packets.map((chunk) => chunk.slice());
        for (const [which, at, value] of changes) if (at < damaged[which]!.length) damaged[which]![at] = value;
        const reading = new Reading({ messageBytes: 300, directionBytes: 2000, pendingBytes: 20_000, associations: 3 });

        const deliveries = [...reading.packets(order.map((which) => [damaged[which]!])), ...reading.end()];

        for (const { bytes, start, end } of deliveries) expect(start <= end && end <= bytes.length).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('packets of any bytes raise nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 10 }), (packets) => {
        const reading = new Reading();
        reading.packets(packets.map((bytes) => [bytes]));
        reading.end();
      }),
    );
  });
});
