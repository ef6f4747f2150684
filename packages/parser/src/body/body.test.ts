import { describe, expect, test } from 'vitest';
import { bodyOf, crlf, messageWith, valueOf } from '../../test/body.ts';
import { torture } from '../../test/corpus.ts';
import { decode, encode, withHeaders } from '../../test/sip.ts';
import { parseMessage } from '../index.ts';

const sdp = crlf('v=0', 'o=a 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0', 'm=audio 4000 RTP/AVP 0');

describe('message.body', () => {
  test('is not there where the message carries nothing, and its bytes are none', () => {
    const message = parseMessage(withHeaders());

    expect(message.body).toBeUndefined();
    expect(message.bodyBytes).toHaveLength(0);
  });

  test('gives bytes, text and what the header fields say of them', () => {
    const { body } = messageWith('text/plain;charset=UTF-8', 'grüß dich', {
      headers: [
        'Content-Disposition: render;handling=optional',
        'Content-Language: de',
        'Content-ID: <1@example.com>',
        'Content-Encoding: identity',
      ],
    });

    expect(body).toMatchObject({
      mediaType: 'text/plain',
      disposition: 'render',
      handling: 'optional',
      contentLanguages: ['de'],
      contentEncodings: [],
      contentId: '1@example.com',
      text: 'grüß dich',
      value: { kind: 'text', text: 'grüß dich' },
      headers: [],
      parts: [],
    });
    expect(decode(body?.bytes ?? new Uint8Array(0))).toBe('grüß dich');
    expect(body?.header('content-language')?.value).toBe('de');
  });

  test.each([
    ['application/sdp', 'session', 'sdp'],
    ['application/isup', 'signal', 'isup'],
    ['application/qsig', 'signal', 'qsig'],
    ['application/pidf+xml', 'render', 'xml'],
    ['application/media_control', 'render', 'xml'],
    ['application/im-iscomposing+xml', 'render', 'xml'],
    ['application/rs-metadata', 'render', 'xml'],
    ['text/xml', 'render', 'xml'],
    ['text/html', 'render', 'text'],
    ['application/octet-stream', 'render', 'unknown'],
  ])('of %s is for %s and is read as %s', (mediaType, disposition, kind) => {
    const body = bodyOf(mediaType, '<x/>');

    expect([body.disposition, body.handling, body.value.kind]).toEqual([disposition, 'required', kind]);
  });

  test('whose coding is not taken off is not read', () => {
    const { body } = messageWith('application/sdp', sdp, { headers: ['Content-Encoding: gzip'] });

    expect([body?.value.kind, body?.contentEncodings, body?.sdp]).toEqual(['unknown', ['gzip'], undefined]);
  });

  test('reads Latin-1 where its charset says so', () => {
    expect(bodyOf('text/plain;charset=ISO-8859-1', Uint8Array.of(0xfc)).text).toBe('ü');
    expect(bodyOf('text/plain', Uint8Array.of(0xfc)).text).toBe('\ufffd');
  });

  test('without a Content-Type is of no type, which is told of', () => {
    const message = parseMessage(encode('INVITE sip:a@b SIP/2.0\r\nContent-Length: 2\r\n\r\nhi'));

    expect([message.body?.mediaType, message.body?.value.kind]).toEqual(['', 'unknown']);
    expect(message.diagnostics.map(({ code }) => code)).toContain('content-type-missing');
  });
});

describe('message.sdp', () => {
  const nested = crlf(
    '--outer',
    'Content-Type: application/sdp',
    'Content-Disposition: early-session',
    '',
    'v=0',
    '--outer',
    'Content-Type: multipart/alternative;boundary=inner',
    '',
    '--inner',
    '',
    'text',
    '--inner',
    'Content-Type: application/sdp',
    '',
    `${sdp}--inner--`,
    '--outer--',
  );

  test('is the first session description in multiparts that is meant for the session', () => {
    const message = messageWith('multipart/mixed;boundary="outer"', nested);

    expect(message.sdp?.media[0]?.codecs).toEqual(['PCMU']);
    expect(message.body?.find('application/sdp')?.disposition).toBe('early-session');
    expect(message.diagnostics.map(({ code }) => code)).toContain('sdp-origin-missing');
  });

  test('has places in the message, however deep it lies', () => {
    const message = messageWith('multipart/mixed;boundary="outer"', nested);
    const line = message.sdp?.lines.at(-1);

    expect(decode(message.bytes.subarray(...(line?.valueSpan ?? [0, 0])))).toBe('audio 4000 RTP/AVP 0');
  });

  test('is not that of another message', () => {
    const inner = `INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\n\r\n${sdp}`;

    expect(messageWith('message/sip', inner).sdp).toBeUndefined();
    expect(messageWith('message/sipfrag', inner).sdp).toBeUndefined();
  });
});

describe('a message within a message', () => {
  const inner = 'INVITE sip:a@b SIP/2.0\r\nCSeq: x INVITE\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n';

  test('is parsed whole, and its faults have their places in the outer one', () => {
    const outer = messageWith('message/sip', inner);
    const { message } = valueOf('sip', outer.body);

    expect([message.startLine?.kind, message.body?.value.kind]).toEqual(['request', 'sdp']);
    expect(message.start).toBe(outer.bodySpan[0]);
    const wrong = outer.diagnostics.find(({ code }) => code === 'cseq-syntax');
    expect(decode(outer.bytes.subarray(...(wrong?.span ?? [0, 0])))).toBe('x');
  });

  test('and so on is read down to the limit', () => {
    let text = 'INVITE sip:a@b SIP/2.0\r\n\r\n';
    for (let depth = 0; depth < 50; depth++)
      text = `INVITE sip:a@b SIP/2.0\r\nContent-Type: message/sip\r\n\r\n${text}`;
    const outer = parseMessage(encode(text));

    let depth = 0;
    for (let { body } = outer; body?.value.kind === 'sip'; body = body.value.message.body) depth++;
    expect(depth).toBe(8);
    expect(outer.diagnostics.filter(({ code }) => code === 'limit-body-depth')).toHaveLength(1);
  });
});

describe('RFC 4475 §3.1.1.11', () => {
  test('multipart MIME: a text part, and a binary part that holds anything', () => {
    const message = parseMessage(torture('rfc4475', 'mpart01.dat'));
    const parts = message.body?.parts ?? [];

    expect(parts.map(({ mediaType, transferEncoding }) => [mediaType, transferEncoding])).toEqual([
      ['text/plain', 'binary'],
      ['application/octet-stream', 'binary'],
    ]);
    expect(parts[0]?.text).toBe('Hello');
    expect(message.body?.diagnostics).toEqual([]);
  });
});
