import type { Parameter } from '../header/parameter.ts';
import { characterClasses, hexChar } from '../text/character-class.ts';
import { decodeText, encodeText } from '../text/source-text.ts';

/** `?name=value` of a SIP URI; both as written, escapes and all. */
export type UriHeader = { readonly name: string; readonly value: string };

/** A `sip:` or `sips:` URI. Its parts are as written; `unescapeUri` resolves their escapes. RFC 3261 §19.1. */
export type SipUri = {
  readonly kind: 'sip';
  /** The URI as written. */
  readonly text: string;
  readonly scheme: 'sip' | 'sips';
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** As written; an IPv6 address keeps its brackets. */
  readonly host: string;
  /** Undefined where absent, and where the number is no port. */
  readonly port: number | undefined;
  readonly params: readonly Parameter[];
  readonly headers: readonly UriHeader[];
};

/** A telephone number. RFC 3966. */
export type TelUri = {
  readonly kind: 'tel';
  readonly text: string;
  readonly scheme: 'tel';
  /** As written, visual separators and all. */
  readonly number: string;
  /** True of `+` and country code; a local number needs `phone-context` to mean anything. */
  readonly global: boolean;
  readonly params: readonly Parameter[];
};

/** Any other URI. RFC 3986. */
export type AbsoluteUri = {
  readonly kind: 'absolute';
  readonly text: string;
  /** In lower case. */
  readonly scheme: string;
  /** What follows the colon. */
  readonly opaque: string;
};

export type Uri = SipUri | TelUri | AbsoluteUri;

/** The text with every `%` escape resolved; bytes that make no UTF-8 become U+FFFD. RFC 3261 §19.1.2. */
export function unescapeUri(text: string): string {
  if (!text.includes('%')) return text;
  const bytes = encodeText(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const high = hexValue(bytes[at + 1]);
    const low = hexValue(bytes[at + 2]);
    const isEscape = bytes[at] === 0x25 && high !== -1 && low !== -1;
    bytes[length++] = isEscape ? high * 16 + low : bytes[at]!;
    if (isEscape) at += 2;
  }
  return decodeText(bytes.subarray(0, length));
}

/** What a hexadecimal digit says; -1 of any other byte. */
function hexValue(byte: number | undefined): number {
  if (byte === undefined || (characterClasses[byte]! & hexChar) === 0) return -1;
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
}

/** The user of a SIP URI or the number of a tel URI, escapes resolved: whom the URI names. */
export function uriUser(uri: Uri): string | undefined {
  if (uri.kind === 'sip') return uri.user === undefined ? undefined : unescapeUri(uri.user);
  return uri.kind === 'tel' ? uri.number : undefined;
}

/** The URI made of its parts. */
export function writeUri(uri: Uri): string {
  switch (uri.kind) {
    case 'sip':
      return writeSipUri(uri);
    case 'tel':
      return `tel:${uri.number}${writeUriParameters(uri.params)}`;
    case 'absolute':
      return `${uri.scheme}:${uri.opaque}`;
  }
}

function writeSipUri(uri: SipUri): string {
  const password = uri.password === undefined ? '' : `:${uri.password}`;
  const user = uri.user === undefined ? '' : `${uri.user}${password}@`;
  const port = uri.port === undefined ? '' : `:${uri.port}`;
  const headers = uri.headers
    .map((header, index) => `${index === 0 ? '?' : '&'}${header.name}=${header.value}`)
    .join('');
  return `${uri.scheme}:${user}${uri.host}${port}${writeUriParameters(uri.params)}${headers}`;
}

function writeUriParameters(params: readonly Parameter[]): string {
  return params.map((one) => (one.value === undefined ? `;${one.name}` : `;${one.name}=${one.value}`)).join('');
}
