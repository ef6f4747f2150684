import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../../test/sip.ts';
import { parseMessage } from '../../index.ts';
import type { SessionDescription } from './session-description.ts';

const head = 'INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\n\r\n';

function read(...lines: readonly string[]): SessionDescription {
  const { sdp } = parseMessage(encode(`${head}${lines.join('\r\n')}\r\n`));
  if (sdp === undefined) throw new Error('no session description');
  return sdp;
}

/** RFC 8866 §5, the example. */
const example = read(
  'v=0',
  'o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1',
  's=Call to John Smith',
  'i=SDP Offer #1',
  'u=http://www.jdoe.example.com/home.html',
  'e=Jane Doe <jane@jdoe.example.com>',
  'p=+1 617 555-6011',
  'c=IN IP4 198.51.100.1',
  't=0 0',
  'm=audio 49170 RTP/AVP 0',
  'm=audio 49180 RTP/AVP 0',
  'm=video 51372 RTP/AVP 99',
  'c=IN IP6 2001:db8::2',
  'a=rtpmap:99 h263-1998/90000',
);

describe('a session description', () => {
  test('tells of a thousand errors and of no more', () => {
    const { lines, diagnostics } = read('v=0', `${'x\r\n'.repeat(199_999)}x`);

    const codes = new Map<string, number>();
    for (const { code } of diagnostics) codes.set(code, (codes.get(code) ?? 0) + 1);
    expect(lines).toHaveLength(200_001);
    expect(codes.get('sdp-line')).toBe(1000);
    expect(codes.get('limit-errors')).toBe(1);
  });

  test('has no number beyond what can be counted', () => {
    const digits = '9'.repeat(400);
    const { bandwidths, timings, media, diagnostics } = read(
      'v=0',
      'o=- 1 1 IN IP4 192.0.2.1',
      's=-',
      `c=IN IP4 233.252.0.1/127/${digits}`,
      `b=AS:${digits}`,
      `t=0 ${digits}`,
      `m=audio 4000/${digits} RTP/AVP 96`,
      `a=rtpmap:96 x/${digits}`,
      'a=ptime:0',
    );

    const most = Number.MAX_SAFE_INTEGER;
    expect(bandwidths).toEqual([{ type: 'AS', value: most }]);
    expect(timings).toEqual([{ start: 0, stop: most, repeats: [] }]);
    expect(media).toMatchObject([{ portCount: most, connection: { count: most }, payloads: [{ clockHz: most }] }]);
    expect(media[0]?.ptimeMs).toBeUndefined();
    expect(diagnostics.filter(({ code }) => code === 'sdp-number-too-large')).toHaveLength(5);
  });

  test('has the values of its lines', () => {
    expect(example).toMatchObject({
      version: '0',
      origin: {
        username: 'jdoe',
        sessionId: '3724394400',
        sessionVersion: '3724394405',
        networkType: 'IN',
        addressType: 'IP4',
        address: '198.51.100.1',
      },
      sessionName: 'Call to John Smith',
      information: 'SDP Offer #1',
      uri: 'http://www.jdoe.example.com/home.html',
      emails: ['Jane Doe <jane@jdoe.example.com>'],
      phones: ['+1 617 555-6011'],
      timings: [{ start: 0, stop: 0 }],
      diagnostics: [],
    });
  });

  test("gives each medium its own address, else the session's", () => {
    expect(example.media.map(({ kind, port, address }) => [kind, port, address])).toEqual([
      ['audio', 49170, '198.51.100.1'],
      ['audio', 49180, '198.51.100.1'],
      ['video', 51372, '2001:db8::2'],
    ]);
  });

  test('names codecs by rtpmap, else by RFC 3551', () => {
    const { media } = read(
      'm=audio 1 RTP/AVP 8 18 96 101 77',
      'a=rtpmap:96 opus/48000/2',
      'a=fmtp:96 useinbandfec=1; stereo=1',
      'a=rtpmap:101 telephone-event/8000',
    );

    expect(media[0]?.codecs).toEqual(['PCMA', 'G729', 'opus', 'telephone-event']);
    expect(media[0]?.payloads[2]).toEqual({
      payloadType: 96,
      encoding: 'opus',
      clockHz: 48000,
      channels: 2,
      parameters: 'useinbandfec=1; stereo=1',
    });
  });

  test('lists the formats of media that is not RTP', () => {
    const { media } = read('m=application 9 UDP/BFCP *', 'm=image 4000 udptl t38');

    expect(media.map(({ proto, codecs }) => [proto, codecs])).toEqual([
      ['UDP/BFCP', ['*']],
      ['udptl', ['t38']],
    ]);
  });

  test('takes the direction from the medium, else from the session, else sendrecv', () => {
    const directions = (...lines: readonly string[]) => read(...lines).media.map(({ direction }) => direction);

    expect(directions('m=audio 1 RTP/AVP 0', 'm=audio 2 RTP/AVP 0', 'a=recvonly')).toEqual(['sendrecv', 'recvonly']);
    expect(directions('a=sendonly', 'm=audio 1 RTP/AVP 0', 'm=audio 2 RTP/AVP 0', 'a=inactive')).toEqual([
      'sendonly',
      'inactive',
    ]);
  });

  test('reads the number of ports, ptime, bandwidth and multicast addresses', () => {
    const { media, bandwidths } = read(
      'b=CT:128',
      'm=video 49170/2 RTP/AVP 31',
      'c=IN IP4 233.252.0.1/127/3',
      'b=AS: 64',
      'a=ptime:20',
    );

    expect(bandwidths).toEqual([{ type: 'CT', value: 128 }]);
    expect(media[0]).toMatchObject({
      port: 49170,
      portCount: 2,
      ptimeMs: 20,
      connection: { address: '233.252.0.1', ttl: 127, count: 3 },
      bandwidths: [{ type: 'AS', value: 64 }],
    });
  });

  test('takes the figure behind an IPv6 group for a count', () => {
    expect(read('c=IN IP6 FF15::101/3').connection).toMatchObject({ address: 'FF15::101', ttl: undefined, count: 3 });
  });

  test('keeps every attribute with its place', () => {
    const bytes = encode(`${head}m=audio 1 RTP/AVP 0\r\na=candidate:1 1 UDP 1 192.0.2.1 1 typ host\r\na=rtcp-mux\r\n`);
    const attributes = parseMessage(bytes).sdp?.media[0]?.attributes ?? [];

    expect(attributes.map(({ name, value }) => [name, value])).toEqual([
      ['candidate', '1 1 UDP 1 192.0.2.1 1 typ host'],
      ['rtcp-mux', undefined],
    ]);
    expect(attributes.map(({ span }) => decode(bytes.subarray(span[0], span[1])))).toEqual([
      'a=candidate:1 1 UDP 1 192.0.2.1 1 typ host\r\n',
      'a=rtcp-mux\r\n',
    ]);
  });

  test('is read though its lines end in LF alone or the last does not end', () => {
    const { sdp } = parseMessage(encode(`${head}v=0\nm=audio 1 RTP/AVP 0\nm=video 2 RTP/AVP 31`));

    expect(sdp?.media.map(({ kind }) => kind)).toEqual(['audio', 'video']);
  });

  test('keeps the media around one that cannot be read, with their own attributes', () => {
    const { media } = read(
      'm=audio 1 RTP/AVP 0',
      'a=sendonly',
      'm=video x RTP/AVP 31',
      'a=inactive',
      'm=text 3 RTP/AVP 98',
      'a=rtpmap:98 t140/1000',
    );

    expect(media.map(({ kind, direction }) => [kind, direction])).toEqual([
      ['audio', 'sendonly'],
      ['text', 'sendrecv'],
    ]);
  });

  test('never expands a count, and gives no number where there is none', () => {
    const { media, connection } = read(
      'c=IN IP4 233.252.0.1/1/1000000000',
      'm=audio 1/1000000000 RTP/AVP 0',
      'a=ptime:NaN',
      'a=rtpmap:0 PCMU/0',
    );

    expect([connection?.count, media[0]?.portCount, media[0]?.ptimeMs]).toEqual([
      1_000_000_000,
      1_000_000_000,
      undefined,
    ]);
  });

  test('keeps numbers of any length as text', () => {
    expect(read('o=- 99999999999999999999999 1 IN IP4 a').origin?.sessionId).toBe('99999999999999999999999');
  });

  test('is undefined of another body', () => {
    expect(parseMessage(encode('INVITE sip:a SIP/2.0\r\nContent-Type: text/plain\r\n\r\nv=0\r\n')).sdp).toBeUndefined();
    expect(parseMessage(encode(head)).sdp).toBeUndefined();
  });
});
