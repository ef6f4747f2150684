import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze, analyzeFiles } from '../src/analyze.ts';
import { CaptureError } from '../src/capture/capture-error.ts';
import { CaptureReader } from '../src/capture/capture-reader.ts';
import { openCapture, openCaptures } from '../src/node.ts';
import { bytesOf, pcap, text, uint16, uint32 } from './build-capture.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { readDeliveries } from './read-deliveries.ts';
import { codes, readPackets } from './read-packets.ts';

const logs = fileURLToPath(new URL('../../../fixtures/logs/', import.meta.url));
const tortureFolder = path.join(corpus, 'rfc4475');

const ALICE = '192.0.2.1:5060';
const PBX = '192.0.2.10:5060';

/** Whole seconds are enough of a time for most logs: milliseconds since the first message, of each of the six. */
const exact = [0, 0.69, 1499.79, 1539.79, 31_899.79, 31_900.49];
const milliseconds = [0, 0, 1500, 1540, 31_900, 31_900];
const seconds = [0, 0, 2000, 2000, 32_000, 32_000];
const untold = [0, 0.001, 0.002, 0.003, 0.004, 0.005];

/** File, format, when it begins (undefined where no time is told), and the times of its messages. */
const samples: readonly (readonly [string, string, string | undefined, readonly number[]])[] = [
  ['messages.sip', 'sip-text', undefined, untold],
  ['rulers.txt', 'sip-text', undefined, untold],
  ['asterisk-pjsip.log', 'asterisk-log', '2026-11-22T07:14:03.000000Z', seconds],
  ['asterisk-timestamps.log', 'asterisk-log', '1972-11-22T07:14:03.000000Z', seconds],
  ['audiocodes-syslog.log', 'audiocodes-log', '1972-11-22T07:14:03.600000Z', milliseconds],
  ['audiocodes-viewer.txt', 'audiocodes-log', '1972-11-22T07:14:03.600000Z', milliseconds],
  ['cisco-cube.log', 'cisco-log', '1972-11-22T07:14:03.600000Z', milliseconds],
  ['cisco-voip-trace.log', 'cisco-log', '1972-11-22T07:14:03.600000Z', milliseconds],
  ['freeswitch-console.log', 'freeswitch-log', '1970-01-01T07:14:03.600210Z', exact],
  ['freeswitch-siptrace.log', 'freeswitch-log', '2026-11-22T07:14:03.600210Z', exact],
  ['kamailio-sipdump.data', 'kamailio-sipdump', '2026-11-22T07:14:03.600210Z', exact],
  ['ngrep-byline.txt', 'ngrep-text', '2026-11-22T07:14:03.600210Z', exact],
  ['opensips-kamailio-xlog.log', 'syslog', '1972-11-22T07:14:03.000000Z', seconds],
  ['oracle-sipmsg.log', 'oracle-log', '1972-11-22T07:14:03.600000Z', milliseconds],
  ['siptrace.txt', 'siptrace-log', '2026-11-22T07:14:03.000000Z', seconds],
  ['sngrep.txt', 'sngrep-text', '2026-11-22T07:14:03.600210Z', exact],
  ['tshark-follow.txt', 'wireshark-text', undefined, untold],
  ['wireshark-export.txt', 'wireshark-text', '2026-11-22T07:14:03.600210Z', exact],
];

const startLines = [
  'INVITE sip:bob@192.0.2.10:5060 SIP/2.0',
  'SIP/2.0 100 Trying',
  'SIP/2.0 200 OK',
  'ACK sip:bob@192.0.2.10:5060 SIP/2.0',
  'BYE sip:bob@192.0.2.10:5060 SIP/2.0',
  'SIP/2.0 200 OK',
];
const fromAlice = [true, false, false, true, true, false];

function log(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(logs, name)));
}

function messagesOf(capture: Uint8Array | string): ReturnType<typeof readDeliveries>['deliveries'] {
  return readDeliveries(typeof capture === 'string' ? text(capture) : capture).deliveries;
}

function firstLine(message: string): string {
  return message.split('\n')[0]!.trimEnd();
}

function failure(bytes: Uint8Array): string {
  try {
    readPackets(bytes);
  } catch (error) {
    if (error instanceof CaptureError) return `${error.code}: ${error.message}`;
  }
  throw new Error('The text was read.');
}

const request = (branch: string, callId = '1'): string =>
  `OPTIONS sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=${branch}\nFrom: <sip:a@b>;tag=1\nTo: <sip:b@b>\nCall-ID: ${callId}\nCSeq: 1 OPTIONS\nContent-Length: 0\n\n`;

describe('a text with SIP messages', () => {
  test.each(samples)('%s is %s: its messages have their way, their time and their bytes', (name, format, _, times) => {
    const { deliveries, diagnostics } = readDeliveries(log(name));
    const { reader } = readPackets(log(name));

    expect(reader.format).toBe(format);
    expect(deliveries.map((delivery) => firstLine(delivery.text))).toEqual(startLines);
    expect(deliveries.map(({ source }) => source)).toEqual(fromAlice.map((is) => (is ? ALICE : PBX)));
    expect(deliveries.map(({ destination }) => destination)).toEqual(fromAlice.map((is) => (is ? PBX : ALICE)));
    expect(deliveries.map(({ timeNs }) => timeNs / 1e6)).toEqual(times);
    expect(deliveries.map(({ frame }) => frame)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(deliveries.every((delivery) => delivery.text === delivery.textAtPlace)).toBe(true);
    expect(diagnostics.damaged).toBe(false);
  });

  test.each(samples)('%s gives one call, and tells when it began only if it knows', async (name, format, started) => {
    const problems: (readonly string[])[] = [];

    const analysis = await analyze([log(name)], {
      onMessage: (message, bytes, all) => problems.push(all.messageRow(message, bytes).problems ?? []),
    });

    expect([...analysis.calls()]).toMatchObject([{ outcome: 'answered', messages: 6 }]);
    expect(analysis.facts).toMatchObject({ format, packets: 6, linkTypes: ['text'] });
    expect(analysis.facts.started).toBe(started);
    expect(analysis.facts.ended === undefined).toBe(started === undefined);
    // The CRs that a log has cut are told, and nothing else is wrong with the messages.
    expect(problems.flat().filter((code) => code !== 'line-end-lf')).toEqual([]);
  });

  test.each(samples)('%s is read alike however it is cut into chunks', (name) => {
    const whole = readPackets(log(name)).packets;

    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 8 }), (sizes) => {
        expect(readPackets(log(name), sizes).packets).toEqual(whole);
      }),
      { numRuns: 15 },
    );
    expect(readPackets(log(name), [1]).packets).toEqual(whole);
  });

  test.each(samples)('%s with CRLF line ends is read alike', (name) => {
    const crlf = text(new TextDecoder().decode(log(name)).replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'));

    const deliveries = messagesOf(crlf);

    expect(deliveries.map((delivery) => firstLine(delivery.text))).toEqual(startLines);
    expect(deliveries.map(({ source }) => source)).toEqual(fromAlice.map((is) => (is ? ALICE : PBX)));
    expect(deliveries.every((delivery) => delivery.text === delivery.textAtPlace)).toBe(true);
  });

  test('a message is read again from its place in the file', async () => {
    const input = await openCapture(path.join(logs, 'asterisk-timestamps.log'));
    const seen: string[] = [];

    const analysis = await analyze(input.chunks(), {
      onMessage: (_, bytes) => seen.push(Buffer.from(bytes).toString('latin1')),
    });
    const again = await Promise.all(seen.map((_, message) => input.read(analysis.place(message))));
    await input.close();

    expect(again.map((bytes) => Buffer.from(bytes).toString('latin1'))).toEqual(seen);
  });

  test('several texts without times are one capture that claims none', async () => {
    const files = await openCaptures([path.join(logs, 'messages.sip'), path.join(logs, 'rulers.txt')]);

    const { facts } = await analyzeFiles(files);
    await files.close();

    expect(facts).toMatchObject({ format: 'sip-text', packets: 12 });
    expect(facts).not.toHaveProperty('started');
    expect(facts).not.toHaveProperty('ended');
  });

  test('chan_sip tells of retransmissions, and times where there are none are a microsecond apart', async () => {
    const copies: unknown[] = [];

    await analyze([log('asterisk-chan-sip.log')], {
      onMessage: (message, bytes, all) => copies.push(all.messageRow(message, bytes).retransmission),
    });
    const deliveries = messagesOf(log('asterisk-chan-sip.log'));

    expect(deliveries.map(({ text: message }) => firstLine(message))).toEqual(
      startLines.toSpliced(2, 0, startLines[2]!),
    );
    expect(deliveries.map(({ timeNs }) => timeNs)).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000]);
    expect(deliveries[2]).toMatchObject({ source: PBX, destination: ALICE });
    expect(copies).toEqual([undefined, undefined, undefined, true, undefined, undefined, undefined]);
  });

  test('what several tools wrote may stand in one file', () => {
    const both = bytesOf(log('ngrep-byline.txt'), log('oracle-sipmsg.log'), log('cisco-cube.log'));

    expect(messagesOf(both).map((delivery) => firstLine(delivery.text))).toEqual([
      ...startLines,
      ...startLines,
      ...startLines,
    ]);
  });
});

describe('where a message of a text ends', () => {
  test('at the next start line, with nothing between them', () => {
    const deliveries = messagesOf(request('z9hG4bK1').trimEnd() + '\n' + request('z9hG4bK2').trimEnd());

    expect(deliveries).toHaveLength(2);
  });

  test('at the next start line, though its Content-Length says more', () => {
    const lying = request('z9hG4bK1').replace('Content-Length: 0', 'Content-Type: text/plain\nContent-Length: 4000');

    const deliveries = messagesOf(lying + 'hello\n\n' + request('z9hG4bK2'));

    expect(deliveries.map(({ text: message }) => message.split('\n').at(-2))).toEqual(['hello', '']);
  });

  test('behind a body that is a start line itself, as sipfrag is', () => {
    const notify = request('z9hG4bK1')
      .replaceAll('OPTIONS', 'NOTIFY')
      .replace('Content-Length: 0', 'Content-Type: message/sipfrag\nContent-Length: 16');

    const deliveries = messagesOf(`${notify}SIP/2.0 200 OK\n\n${request('z9hG4bK2')}`);

    expect(deliveries.map((delivery) => firstLine(delivery.text).split(' ')[0])).toEqual(['NOTIFY', 'OPTIONS']);
    expect(deliveries[0]?.text.endsWith('\n\nSIP/2.0 200 OK\r\n')).toBe(true);
  });

  test('gets the CRs of its body back only where its Content-Length needs them', () => {
    const message = (length: number): string =>
      request('z9hG4bK1').replace('Content-Length: 0', `Content-Type: text/plain\nContent-Length: ${length}`) +
      'a\nbc\n';
    const body = (length: number): string | undefined => messagesOf(message(length))[0]?.text.split('\n\n')[1];

    expect(body(5)).toBe('a\nbc\n');
    expect(body(4)).toBe('a\nbc');
    expect(body(7)).toBe('a\r\nbc\r\n');
    expect(body(99)).toBe('a\nbc\n');
  });

  test('at a line of the log, though the empty line behind the headers was lost', () => {
    const log = `<--- SIP read from UDP:192.0.2.1:5060 --->\n${request('z9hG4bK1').trimEnd()}\n[2026-11-22 07:14:03] NOTICE[1] chan_sip.c: x\n`;

    expect(messagesOf(log)[0]?.text.endsWith('Content-Length: 0\n')).toBe(true);
  });

  test('takes SDP whose empty line before it was lost', () => {
    const invite = request('z9hG4bK1').replace(
      'Content-Length: 0\n\n',
      'Content-Type: application/sdp\nContent-Length: 99\nv=0\ns=-\nnoise\n',
    );

    expect(messagesOf(invite)[0]?.text.endsWith('Content-Length: 99\n\nv=0\ns=-\n')).toBe(true);
  });

  test('sipdump ends a message that has no line end', () => {
    const dump = `${'='.repeat(20)}\ntag: snd\ntime: 1795331643.5\nproto: tcp ipv6\nsrcip: 2001:db8::1\nsrcport: 5060\ndstip: 2001:db8::2\ndstport: 5070\n${'~'.repeat(20)}\n`;
    const message = request('z9hG4bK1').replace('Content-Length: 0', 'Content-Type: text/plain\nContent-Length: 5');

    const deliveries = messagesOf(`${dump}${message}hello${'|'.repeat(20)}\n`);

    expect(deliveries).toMatchObject([{ source: '[2001:db8::1]:5060', destination: '[2001:db8::2]:5070' }]);
    expect(deliveries[0]?.text.endsWith('\n\nhello')).toBe(true);
  });
});

describe('whose messages of a text are', () => {
  test('a text file tells it by Via, Request-URI and branch', () => {
    const invite = request('z9hG4bK1')
      .replace('sip:bob@example.com', 'sip:bob@198.51.100.7:5080')
      .replace(';branch', ';received=203.0.113.9;rport=40000;branch');
    const ok = invite.replace(/^.*\n/u, 'SIP/2.0 200 OK\n');

    expect(messagesOf(invite + ok)).toMatchObject([
      { source: '203.0.113.9:40000', destination: '198.51.100.7:5080' },
      { source: '198.51.100.7:5080', destination: '203.0.113.9:40000' },
    ]);
  });

  test('what an SBC makes of a message for itself is no traffic', () => {
    const ruler = `\n${'-'.repeat(40)}\n`;
    const seen = `Jan 12 00:03:54.700 On [1:0][2001:db8::1]:5060 received from [2001:db8::2]:5080\n${request('z9hG4bK1')}${ruler}`;
    const internal = `Pre-NAT to private<realm=core> decode:\n${request('z9hG4bK2')}${ruler}`;

    expect(messagesOf(internal + seen + internal)).toMatchObject([
      { source: '[2001:db8::2]:5080', destination: '[2001:db8::1]:5060', frame: 1 },
    ]);
  });

  test('Unified CM tells the peer, with a line between', () => {
    const line = '00012345.001 |16:20:15.123 |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from';

    const deliveries = messagesOf(
      `${line} 192.0.2.9 on port 51234 index 7 with 812 bytes:\n[126,NET]\n${request('z9hG4bK1')}`,
    );

    expect(deliveries).toMatchObject([{ source: '192.0.2.9:51234', timeNs: 0 }]);
  });

  test('what nobody tells is 0.0.0.0 with port 0', () => {
    const nameless = request('z9hG4bK1').replace('192.0.2.1', 'host.example.com');

    expect(messagesOf(nameless)).toMatchObject([{ source: '0.0.0.0:0', destination: '0.0.0.0:0' }]);
  });

  test('who writes the log is learned from the Via of what it sent', () => {
    const sent = `Sent:\n${request('z9hG4bK1').replace('192.0.2.1', '192.0.2.10')}`;
    const received = `Received:\n${request('z9hG4bK2')}`;
    const head = '*Nov 22 07:14:03.600: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\n';

    expect(messagesOf(head + sent + head + received)).toMatchObject([
      { source: PBX, destination: '0.0.0.0:0' },
      { source: ALICE, destination: PBX },
    ]);
  });
});

describe('a text that is hostile or none', () => {
  test.each([
    ['no SIP at all', 'Dear all,\n\nplease find attached.\n'],
    ['a start line and nothing else', 'INVITE sip:bob@example.com SIP/2.0'],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n'],
  ])('%s is refused in a sentence', (_, content) => {
    expect(failure(text(content))).toMatch(
      /^capture-format: This is text, not a capture: .* No SIP message was found in it\./u,
    );
  });

  test('a message is kept up to the limit, and the next one is found', () => {
    const endless = request('z9hG4bK1').replace('Content-Length: 0\n', `X: ${'x'.repeat(300_000)}\n`);
    const reader = new CaptureReader({ limits: { messageBytes: 100_000 } });

    const { packets } = readPackets(text(endless + request('z9hG4bK2')), [70_000], reader);

    expect(packets).toHaveLength(2);
    expect(packets[0]!.originalLength).toBeLessThan(170_000);
    expect(codes(reader)).toEqual({ 'limit-size': 1 });
    expect(reader.damaged).toBe(true);
  });

  test('NULs, long lines and all bytes are kept where they stand in a message', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => (byte === 0x0a ? 0x20 : byte));
    const message = bytesOf(
      text(request('z9hG4bK1').trimEnd()),
      text('\nX: '),
      all,
      text('y'.repeat(200_000)),
      text('\n\n'),
    );

    const [delivery] = messagesOf(message);

    expect(delivery?.text).toBe(Buffer.from(message).toString('latin1'));
    expect(delivery?.textAtPlace).toBe(delivery?.text);
  });

  test('damaged in any place, a log is read without fail, alike in any chunks', () => {
    const names = samples.map(([name]) => name);
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.nat(9000), fc.integer({ min: 0, max: 255 })), { maxLength: 60 }),
        fc.integer({ min: 1, max: 300 }),
        (name, changes, chunk) => {
          const damaged = log(name);
          for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
          // So that there is a message, whatever has become of the others.
          const capture = bytesOf(text(request('z9hG4bK1')), damaged);

          const { deliveries } = readDeliveries(capture);

          expect(deliveries.every((delivery) => delivery.text === delivery.textAtPlace)).toBe(true);
          expect(readPackets(capture, [chunk]).packets).toEqual(readPackets(capture).packets);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('any bytes behind a message neither fail nor hide it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('\n', '\n----\n', '#012', ' -> ', '<--- '),
        (noise, between) => {
          const capture = bytesOf(text(request('z9hG4bK1')), noise, text(between), noise);

          expect(messagesOf(capture)[0]?.text).toBe(request('z9hG4bK1'));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('PDUs that Wireshark exported', () => {
  const tag = (number: number, value: readonly number[] | Uint8Array): Uint8Array =>
    bytesOf(uint16(number), uint16(value.length), value);
  const name = tag(12, text('sip\0'));
  const ends = [
    tag(20, [192, 0, 2, 1]),
    tag(21, [192, 0, 2, 10]),
    tag(24, uint32(2)),
    tag(25, uint32(5060)),
    tag(26, uint32(5070)),
  ];
  const message = text(request('z9hG4bK1'));
  const capture = (...parts: Uint8Array[]): Uint8Array =>
    pcap([{ data: bytesOf(...parts, tag(0, []), message) }], { linkType: 252 });

  test('are messages with the addresses of their tags', () => {
    const deliveries = messagesOf(capture(name, ...ends));

    expect(deliveries).toMatchObject([{ source: ALICE, destination: '192.0.2.10:5070' }]);
    expect(deliveries[0]?.textAtPlace).toBe(request('z9hG4bK1'));
  });

  test('are messages too where no tag tells addresses', () => {
    const deliveries = messagesOf(capture(name));

    expect(deliveries).toMatchObject([{ source: '0.0.0.0:0', destination: '0.0.0.0:0', text: request('z9hG4bK1') }]);
    expect(deliveries[0]?.textAtPlace).toBe(request('z9hG4bK1'));
  });

  test('of other protocols are passed over, and a tag that is cut is told', () => {
    const { diagnostics } = readDeliveries(pcap([{ data: bytesOf(uint16(20), uint16(400), 1) }], { linkType: 252 }));

    expect(messagesOf(capture(tag(12, text('diameter')), ...ends))).toEqual([]);
    expect(diagnostics.counts()).toMatchObject([{ code: 'link-short', count: 1 }]);
  });
});

describe.skipIf(!hasCorpus)('the torture messages of RFC 4475', () => {
  const files = hasCorpus
    ? readdirSync(tortureFolder).filter((file) => file.endsWith('.dat') && file !== 'dblreq.dat')
    : [];
  const torture = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(tortureFolder, file)));

  test.each(files)('%s is a capture of one message, to the byte', (file) => {
    const deliveries = messagesOf(torture(file));

    expect(deliveries.map((delivery) => delivery.text)).toEqual([
      Buffer.from(torture(file)).toString('latin1').trimStart(),
    ]);
  });

  test('dblreq.dat, which as a datagram is a message and noise, is two', () => {
    expect(messagesOf(torture('dblreq.dat')).map((delivery) => delivery.text.slice(0, 8))).toEqual([
      'REGISTER',
      'INVITE s',
    ]);
  });
});
