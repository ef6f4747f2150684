import type { LineScan } from './line-scan.ts';

/** Where a message came from or went to, as far as it is known: an address of 4 or 16 bytes. */
export type Endpoint = { readonly address: Uint8Array; readonly port: number };

const DEFAULT_PORT = 5060;

/** The endpoint that begins here, up to the next blank; without a port it is 5060. */
export function takeEndpoint(scan: LineScan): Endpoint | undefined {
  const start = scan.at;
  const endpoint = readEndpoint(scan.takeWord());
  if (endpoint === undefined) scan.at = start;
  return endpoint;
}

/** `192.0.2.1:5060`, `[192.0.2.1]:5060`, `[2001:db8::1]:5060`, `2001:db8::1:5060` as ngrep writes it, and each without a port. */
export function readEndpoint(text: string, defaultPort: number = DEFAULT_PORT): Endpoint | undefined {
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    const address = end === -1 ? undefined : readAddress(text.slice(1, end));
    const port =
      text[end + 1] === ':' ? readPort(text.slice(end + 2)) : end + 1 === text.length ? defaultPort : undefined;
    return address === undefined || port === undefined ? undefined : { address, port };
  }
  const colon = text.lastIndexOf(':');
  const port = colon === -1 ? undefined : readPort(text.slice(colon + 1));
  const host = colon === -1 ? undefined : readAddress(text.slice(0, colon));
  if (host !== undefined && port !== undefined) return { address: host, port };
  const address = readAddress(text);
  return address === undefined ? undefined : { address, port: defaultPort };
}

function readPort(text: string): number | undefined {
  const port = digits(text, 5);
  return port === undefined || port > 65_535 ? undefined : port;
}

/** The bytes of an IPv4 or IPv6 address; RFC 4291 §2.2. A zone (`%eth0`) is left out. */
export function readAddress(text: string): Uint8Array | undefined {
  if (text.length > 64) return undefined;
  const zone = text.indexOf('%');
  const plain = zone === -1 ? text : text.slice(0, zone);
  return plain.includes(':') ? readIpv6(plain) : readIpv4(plain);
}

function readIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.').map((part) => digits(part, 3));
  if (parts.length !== 4 || parts.some((part) => part === undefined || part > 255)) return undefined;
  return Uint8Array.from(parts as number[]);
}

function readIpv6(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupBytes(halves[0] ?? '');
  const tail = groupBytes(halves[1] ?? '');
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...head, ...Array.from({ length: missing }, () => 0), ...tail]);
}

/** The bytes of `2001:db8`, of which the last group may be an IPv4 address. */
function groupBytes(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (group.includes('.')) {
      const ipv4 = index === groups.length - 1 ? readIpv4(group) : undefined;
      if (ipv4 === undefined) return undefined;
      bytes.push(...ipv4);
    } else {
      const value = /^[\da-f]{1,4}$/iu.test(group) ? Number.parseInt(group, 16) : undefined;
      if (value === undefined) return undefined;
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes;
}

function digits(text: string, most: number): number | undefined {
  return text.length <= most && /^\d+$/u.test(text) ? Number(text) : undefined;
}
