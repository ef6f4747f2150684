import { type HeaderName, parseMessage } from '@sipscope/parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf, parameterSpan } from './field-values.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function messageWith(...fields: readonly string[]): ReturnType<typeof parseMessage> {
  return parseMessage(encoder.encode(`OPTIONS sip:a@b SIP/2.0\r\n${fields.map((one) => `${one}\r\n`).join('')}\r\n`));
}

/** What the span of the first field's parameter covers. */
function partOf(name: HeaderName, field: string, parameter: string): string {
  const message = messageWith(field);
  const [found] = fieldsOf(message, name);
  return found === undefined
    ? ''
    : decoder.decode(message.bytes.subarray(...parameterSpan(message, found.span, parameter)));
}

describe('fieldsOf()', () => {
  test('gives each field apart, in order, long or compact', () => {
    const message = messageWith('Via: SIP/2.0/UDP a, SIP/2.0/UDP b', 'To: <sip:x@y>', 'v: SIP/2.0/UDP c');

    const found = fieldsOf(message, 'Via');

    expect(found.map(({ values }) => values.map(({ sentBy }) => sentBy.host))).toEqual([['a', 'b'], ['c']]);
    expect(found.map(({ span }) => decoder.decode(message.bytes.subarray(...span)))).toEqual([
      'SIP/2.0/UDP a, SIP/2.0/UDP b',
      'SIP/2.0/UDP c',
    ]);
  });

  test('gives fields that cannot be read without values', () => {
    expect(fieldsOf(messageWith('Authorization: "'), 'Authorization').map(({ values }) => values)).toEqual([[]]);
  });
});

describe('parameterSpan()', () => {
  test.each([
    ['Authorization', 'Authorization: Digest nonce="a,realm=b", realm="c" , uri="d"', 'realm', 'realm="c"'],
    ['Authorization', 'Authorization: Digest xnonce="a", NONCE="b"', 'nonce', 'NONCE="b"'],
    ['Reason', 'Reason: Q.850;cause=16;text="x;cause=1"', 'cause', 'cause=16'],
    ['Reason', 'Reason: Q.850;text="x\\";cause=1" ;cause=16', 'cause', 'cause=16'],
    ['Contact', 'Contact: <sip:a@b;expires=1>;expires=60', 'expires', 'expires=60'],
    ['Contact', 'Contact: <sip:a@b;lr>', 'lr', '<sip:a@b;lr>'],
  ] as const)('of a field %s: %s', (name, field, parameter, part) => {
    expect(partOf(name, field, parameter)).toBe(part);
  });

  test('lies within the value, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.constantFrom('a', 'nonce', 'q'), (text, name) => {
        const message = messageWith(`Authorization: Digest ${text.replaceAll(/[\r\n]/g, ' ')}`);
        for (const { span } of fieldsOf(message, 'Authorization')) {
          const [start, end] = parameterSpan(message, span, name);

          expect(start).toBeGreaterThanOrEqual(span[0]);
          expect(end).toBeLessThanOrEqual(span[1]);
          expect(start).toBeLessThanOrEqual(end);
        }
      }),
    );
  });
});
