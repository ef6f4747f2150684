import { describe, expect, test } from 'vitest';
import { InviteScan } from './invite-scan.ts';

function scanOf(lines: readonly string[], body: readonly string[] = []): InviteScan {
  const text = [...lines, '', ...body, ''].join('\r\n');
  return new InviteScan().read(new TextEncoder().encode(text));
}

const start = 'INVITE sip:bob@example.com SIP/2.0';
const description = (origin: string, address: string, media: readonly string[]): readonly string[] => [
  'v=0',
  `o=${origin}`,
  's=-',
  `c=IN IP4 ${address}`,
  't=0 0',
  ...media.map((one) => `m=${one}`),
];
const sdp = description('a 1 1 IN IP4 192.0.2.1', '192.0.2.1', ['audio 4000 RTP/AVP 0 8']);

describe('InviteScan', () => {
  test('finds what a plain INVITE has not', () => {
    expect(scanOf([start, 'Contact: <sip:a@b>', 'Subject: isfocus'])).toMatchObject({
      isForEmergency: false,
      isFocus: false,
      hasCredentials: false,
      originKey: 0,
    });
  });

  test.each([
    ['Contact: <sip:a@b>;isfocus', 'isFocus'],
    ['m: <sip:a@b> ; ISFOCUS', 'isFocus'],
    ['Contact: <sip:a@b>;+sip.src', 'isRecorder'],
    ['Contact: <sip:a@b>;automaton', 'isAutomaton'],
    ['Proxy-Authorization: Digest username="a"', 'hasCredentials'],
    ['authorization: Digest username="a"', 'hasCredentials'],
    ['Priority: emergency', 'hasPriority'],
    ['Geolocation: <cid:a@b>', 'hasGeolocation'],
    ['Security-Verify: tls', 'hasSecurityVerify'],
  ])('finds %s', (line, name) => {
    expect(scanOf([start, line])).toHaveProperty(name, true);
  });

  test('knows a Request-URI of an emergency service, in any case', () => {
    expect(scanOf(['INVITE URN:service:SOS.fire SIP/2.0']).isForEmergency).toBe(true);
  });

  test('gives equal descriptions equal keys, and others others', () => {
    const scan = new InviteScan();
    const keys = (body: readonly string[]): readonly number[] => {
      const { originKey, mediaKey, formatsKey } = scan.read(
        new TextEncoder().encode([start, '', ...body, ''].join('\r\n')),
      );
      return [originKey, mediaKey, formatsKey];
    };
    const [origin, media, formats] = keys(sdp);

    expect(keys(sdp)).toEqual([origin, media, formats]);
    const relayed = keys(description('b 2 2 IN IP4 192.0.2.9', '192.0.2.1', ['audio 4000 RTP/AVP 0 8']));
    expect(relayed.slice(1)).toEqual([media, formats]);
    expect(relayed[0]).not.toBe(origin);
    const elsewhere = keys(description('a 1 1 IN IP4 192.0.2.1', '192.0.2.9', ['audio 5000 RTP/AVP 0 8']));
    expect(elsewhere[0]).toBe(origin);
    expect(elsewhere[1]).not.toBe(media);
    expect(elsewhere[2]).toBe(formats);
  });

  test('takes a stream that is declined for no media address', () => {
    const declined = description('a 1 1 IN IP4 192.0.2.1', '192.0.2.1', ['audio 0 RTP/AVP 0']);

    expect(scanOf([start], declined).mediaKey).toBe(0);
    expect(scanOf([start], [...declined, 'm=video 4002 RTP/AVP 97']).mediaKey).not.toBe(0);
  });

  test('ends at the end of a message that is cut, wherever that is', () => {
    const bytes = new TextEncoder().encode([start, 'Contact: <sip:a@b>;isfocus', '', ...sdp].join('\r\n'));
    const scan = new InviteScan();

    for (let end = 0; end <= bytes.length; end++) expect(() => scan.read(bytes.subarray(0, end))).not.toThrow();
  });
});
