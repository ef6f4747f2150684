import { type Body, parseMessage, type ParseOptions, type SipMessage } from '../src/index.ts';
import { encode } from './sip.ts';

/** A message with that body, described by these header lines. */
export function messageWith(
  mediaType: string,
  content: string | Uint8Array,
  options: ParseOptions & { readonly headers?: readonly string[] } = {},
): SipMessage {
  const body = typeof content === 'string' ? encode(content) : content;
  const head = encode(
    [
      'NOTIFY sip:bob@example.com SIP/2.0',
      'Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKa1',
      'From: <sip:alice@example.com>;tag=1',
      'To: <sip:bob@example.com>;tag=2',
      'Call-ID: a1@host.example.com',
      'CSeq: 1 NOTIFY',
      'Max-Forwards: 70',
      `Content-Type: ${mediaType}`,
      ...(options.headers ?? []),
      `Content-Length: ${body.length}`,
      '\r\n',
    ].join('\r\n'),
  );
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return parseMessage(bytes, options);
}

/** The body of a message that has one. */
export function bodyOf(mediaType: string, content: string | Uint8Array): Body {
  const { body } = messageWith(mediaType, content);
  if (body === undefined) throw new Error('no body');
  return body;
}

/** The typed value of a body, which must be of that kind. */
export function valueOf<Kind extends Body['value']['kind']>(
  kind: Kind,
  body: Body | undefined,
): Extract<Body['value'], { readonly kind: Kind }> {
  const value = body?.value;
  if (value?.kind !== kind) throw new Error(`${body?.mediaType} is ${value?.kind}, not ${kind}`);
  // Just compared.
  return value as Extract<Body['value'], { readonly kind: Kind }>;
}

/** Lines with CR LF behind each. */
export function crlf(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}
