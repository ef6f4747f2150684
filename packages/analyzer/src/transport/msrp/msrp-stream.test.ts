import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { streamProtocolNumber } from '../protocol-counts.ts';
import type { StreamContext } from '../stream-context.ts';
import type { Connection } from '../stream.ts';
import { keptBodyBytes, type MsrpRecord } from './msrp-record.ts';
import { streamStartsLikeMsrp } from './msrp-start.ts';
import { MsrpStream } from './msrp-stream.ts';

const paths =
  'To-Path: msrp://bob.example.com:8888/9di4eae923wzd;tcp\r\nFrom-Path: msrp://alice.example.com:7777/iau39;tcp\r\n';
/** RFC 4975 §5.1. */
const first = `MSRP d93kswow SEND\r\n${paths}Message-ID: 12339sdqwer\r\nByte-Range: 1-8/16\r\nSuccess-Report: yes\r\nContent-Type: text/plain\r\n\r\nHi, I'm \r\n-------d93kswow+\r\n`;
const second = `MSRP op2nc9a SEND\r\n${paths}Message-ID: 12339sdqwer\r\nByte-Range: 9-16/16\r\nContent-Type: text/plain\r\n\r\nAlice!\r\n\r\n-------op2nc9a$\r\n`;
const response = `MSRP d93kswow 200 OK\r\n${paths}-------d93kswow$\r\n`;
const report = `MSRP dkei38sd REPORT\r\n${paths}Message-ID: 12339sdqwer\r\nByte-Range: 1-16/16\r\nStatus: 000 200 OK\r\n-------dkei38sd$\r\n`;

const context = { isSecure: false } as StreamContext;

class Reading {
  readonly records: MsrpRecord[] = [];
  readonly diagnostics = new CaptureDiagnostics();
  readonly stream: MsrpStream;

  constructor(isClientKnown = true) {
    const connection: Connection = { flow: (direction) => direction, isClientKnown, hasPort: () => false };
    const { diagnostics } = this;
    this.stream = new MsrpStream(connection, { ...context, diagnostics, msrp: (record) => this.records.push(record) });
  }

  /** The text in pieces of that length, one a packet. */
  read(text: string | Uint8Array, length = 1000): this {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    for (let at = 0; at < bytes.length; at += length) {
      const piece = bytes.slice(at, at + length);
      const place = [{ bytes: piece }];
      this.stream.receive(0, { bytes: piece, place, frame: at / length + 1, timeNs: at, ipId: -1 });
      // Who is given a chunk does not keep it.
      piece.fill(0);
    }
    return this;
  }

  get bodies(): readonly string[] {
    return this.records.map(({ body }) => new TextDecoder().decode(body));
  }
}

describe('MsrpStream', () => {
  test('reads requests, responses and reports', () => {
    const { records, bodies } = new Reading().read(first + response + second + report);

    expect(bodies).toEqual(["Hi, I'm ", '', 'Alice!\r\n', '']);
    expect(records.map(({ flag }) => flag)).toEqual(['+', '$', '$', '$']);
    expect(records.map(({ head }) => head.method ?? head.status)).toEqual(['SEND', 200, 'SEND', 'REPORT']);
    expect(records[0]?.head).toEqual({
      transactionId: 'd93kswow',
      method: 'SEND',
      toPath: ['msrp://bob.example.com:8888/9di4eae923wzd;tcp'],
      fromPath: ['msrp://alice.example.com:7777/iau39;tcp'],
      messageId: '12339sdqwer',
      byteRange: { start: 1, end: 8, total: 16 },
      successReport: true,
      contentType: 'text/plain',
    });
    expect(records[3]?.head.reportedStatus).toBe(200);
  });

  test('of a connection that was decrypted came by TLS', () => {
    const transports: string[] = [];
    const flow = (_: number, transport: string): number => transports.push(transport);
    const connection = { flow, isClientKnown: true, hasPort: () => false };
    const stream = new MsrpStream(connection, { ...context, isSecure: true, msrp: () => {} });

    stream.receive(0, { bytes: new TextEncoder().encode(report), place: [], frame: 1, timeNs: 0, ipId: -1 });

    expect(transports).toEqual(['TLS']);
    expect(stream.protocol).toBe(streamProtocolNumber('MSRP', true));
  });

  test('digests a message over its chunks', async () => {
    const { records } = new Reading().read(first + second);

    const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode("Hi, I'm Alice!\r\n"));
    expect(records.map(({ sha1 }) => sha1)).toEqual([undefined, Buffer.from(digest).toString('hex')]);
  });

  test('has no digest where a chunk is missing, or the message is given up', () => {
    const aborted = second.replace('a$', 'a#');

    expect(new Reading().read(second).records[0]?.sha1).toBeUndefined();
    expect(new Reading().read(first + aborted).records[1]?.sha1).toBeUndefined();
  });

  test('gives the packet that completes each', () => {
    const { records } = new Reading().read(first + second, first.length);

    expect(records.map(({ frame }) => frame)).toEqual([1, 2]);
  });

  test('does not take an end-line of another transaction for its own', () => {
    const text = first.replace('Hi', '-------d93ksw$\r\n-------d93kswow!\r\n');

    expect(new Reading().read(text).bodies).toEqual(["-------d93ksw$\r\n-------d93kswow!\r\n, I'm "]);
  });

  test.each([
    ['with its CR LF', '\r\n'],
    ['without it', ''],
  ])('reads an empty body %s', (_, line) => {
    const text = `MSRP 4564dpWd SEND\r\n${paths}Message-ID: 1\r\nContent-Type: text/plain\r\n\r\n${line}-------4564dpWd$\r\n`;

    const { records } = new Reading().read(text + report);

    expect(records.map(({ bodyBytes }) => bodyBytes)).toEqual([0, undefined]);
  });

  test('keeps the beginning of a long message only', () => {
    const long = first.replace('Hi', 'x'.repeat(100_000)).replace('1-8/16', '1-*/*');

    const [record] = new Reading().read(long, 1400).records;

    expect(record?.bodyBytes).toBe(100_006);
    expect(record?.body).toHaveLength(keptBodyBytes);
  });

  test('tells what came of a body before bytes were lost, and goes on behind them', () => {
    const reading = new Reading();

    reading.read(first.slice(0, -25));
    reading.stream.gap(0, 25);
    reading.read(`\n-------d93kswow+\r\n${report}`);

    expect(reading.records.map(({ flag, bodyBytes }) => [flag, bodyBytes])).toEqual([
      [undefined, 3],
      ['$', undefined],
    ]);
  });

  test('begins in the midst of a message', () => {
    const { records } = new Reading(false).read(`MSRP in a body\r\nMSRP x SEND\r\n-------abcd$\r\n${report}`, 3);

    expect(records.map(({ head }) => head.transactionId)).toEqual(['dkei38sd']);
  });

  test('passes over a head without end', () => {
    const reading = new Reading().read(`MSRP abcd SEND\r\n${'X: y\r\n'.repeat(5000)}\r\n${report}`);

    expect(reading.records.map(({ head }) => head.transactionId)).toEqual(['dkei38sd']);
    expect(reading.diagnostics.counts().map(({ code }) => code)).toEqual(['limit-header-bytes']);
  });

  test('finds the same however the bytes are cut', () => {
    const whole = first + response + second + report;
    const expected = told(new Reading().read(whole));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length }), fc.boolean(), (length, isBeginning) => {
        expect(told(new Reading(isBeginning).read(whole, length))).toEqual(expected);
      }),
    );
  });

  test('gives the bytes of a body, whatever they are', () => {
    const bytes = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 80 }), (body, length) => {
        const head = new TextEncoder().encode(`MSRP abcd SEND\r\n${paths}Message-ID: 1\r\nContent-Type: a/b\r\n\r\n`);
        const end = new TextEncoder().encode('\r\n-------abcd$\r\n');

        const { records } = new Reading().read(Uint8Array.of(...head, ...body, ...end), length);

        expect(records.map((record) => [...record.body])).toEqual([[...body]]);
      }),
    );
  });

  test('reads anything without failing', () => {
    const text = fc.array(fc.constantFrom(first, second, report, 'MSRP ', '\r\n', '-------', 'abcd$', 'x'.repeat(99)));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 300 }), (parts, length) => {
        const reading = new Reading(false).read(parts.join(''), length);

        reading.stream.end(0);

        expect(reading.stream.waitingBytes).toBe(0);
      }),
    );
  });
});

describe('streamStartsLikeMsrp()', () => {
  test.each([
    ['MSRP d93kswow SEND\r\n', true],
    ['MSRP d93kswow 200 OK\r\n', true],
    ['MSRP d93ks', undefined],
    ['MS', undefined],
    ['MESSAGE sip:bob@example.com SIP/2.0\r\n', false],
    ['MSRP sip:bob@example.com SIP/2.0\r\n', false],
    [`MSRP ${'a'.repeat(600)}`, false],
  ])('of %j is %s', (text, expected) => {
    const bytes = new TextEncoder().encode(text);

    expect(streamStartsLikeMsrp(bytes, 0, bytes.length)).toBe(expected);
  });
});

function told({ records, bodies }: Reading): unknown {
  return records.map(({ head, flag, bodyBytes, sha1 }, at) => ({ head, flag, bodyBytes, sha1, body: bodies[at] }));
}
