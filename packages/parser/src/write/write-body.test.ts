import { describe, expect, test } from 'vitest';
import { decode, encode, withHeaders } from '../../test/sip.ts';
import { editMessage, parseMessage, stringify, writeMultipart, writeSipFragment } from '../index.ts';

const message = parseMessage(withHeaders('X-Any: a'));

describe('writeMultipart', () => {
  test('gives a body that is read as its parts', () => {
    const inner = writeMultipart([{ body: 'deep', contentType: 'text/plain' }], { subtype: 'alternative' });
    const body = writeMultipart(
      [
        {
          body: { media: [] },
          headers: { 'Content-Disposition': { value: 'session', params: { handling: 'required' } } },
        },
        {
          body: Uint8Array.of(0, 255, 13, 10),
          contentType: 'application/isup',
          headers: { 'Content-ID': 'a@b.example' },
        },
        { body: inner },
      ],
      { boundary: 'a b?' },
    );

    const parts = editMessage(message).setBody(body).message().body?.parts ?? [];

    expect(body.contentType).toBe('multipart/mixed;boundary="a b?"');
    expect(parts.map(({ mediaType }) => mediaType)).toEqual([
      'application/sdp',
      'application/isup',
      'multipart/alternative',
    ]);
    expect(parts[0]?.contentDisposition?.params[0]?.value).toBe('required');
    expect(parts[1]?.contentId).toBe('a@b.example');
    expect([...(parts[1]?.bytes ?? [])]).toEqual([0, 255, 13, 10]);
    expect(parts[2]?.parts[0]?.text).toBe('deep');
  });

  test('refuses a boundary that cannot be one, or that a part holds', () => {
    const part = { body: 'a\r\n--b\r\nc', contentType: 'text/plain' };

    expect(() => writeMultipart([part], { boundary: 'b' })).toThrow(RangeError);
    expect(() => writeMultipart([part], { boundary: 'b\r\n' })).toThrow(RangeError);
    expect(() => writeMultipart([part], { boundary: 'b ' })).toThrow(RangeError);
    expect(() => writeMultipart([part], { boundary: 'b'.repeat(71) })).toThrow(RangeError);
    expect(() => writeMultipart([part], { subtype: 'a b' })).toThrow(RangeError);
    expect(() => writeMultipart([])).toThrow(RangeError);
    expect(() => writeMultipart([{ body: 'a' }])).toThrow(RangeError);
    expect(decode(writeMultipart([part], { boundary: 'c' }).bytes)).toContain('--c\r\n');
  });
});

describe('writeSipFragment', () => {
  test('of a response tells how a referred request fares', () => {
    const body = writeSipFragment({ status: 180 });

    const value = editMessage(message).setBody(body).message().body?.value;

    expect(decode(body.bytes)).toBe('SIP/2.0 180 Ringing\r\n');
    expect(value?.kind === 'sipfrag' && value.status).toBe(180);
  });

  test('of a request, of header fields, with a body', () => {
    expect(decode(writeSipFragment({ method: 'INVITE', uri: 'sip:a@b', headers: { 'Call-ID': 'c' } }).bytes)).toBe(
      'INVITE sip:a@b SIP/2.0\r\nCall-ID: c\r\n',
    );
    expect(decode(writeSipFragment({ headers: { 'Content-Type': 'text/plain' }, body: encode('d') }).bytes)).toBe(
      'Content-Type: text/plain\r\n\r\nd',
    );
    expect(() => writeSipFragment({ headers: {} })).toThrow(RangeError);
  });
});

test('stringify gives the text of URIs and session descriptions', () => {
  expect(stringify({ kind: 'tel', number: '+1', params: [] })).toBe('tel:+1');
  expect(stringify({ sessionName: 'a' })).toBe('v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=a\r\nt=0 0\r\n');
});
