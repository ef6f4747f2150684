import { alphaChar, characterClasses, hexChar, hostChar } from '../text/character-class.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';

/**
 * What is wrong with a host, if anything.
 *
 *     hostname    = *( domainlabel "." ) toplabel [ "." ]
 *     IPv4address = dec-octet "." dec-octet "." dec-octet "." dec-octet
 *
 * RFC 3261 §25.1; addresses by RFC 5954 §4.1.
 */
export function checkHost(host: string): DiagnosticCode | undefined {
  if (host.startsWith('[')) return checkIpv6(host.substring(1, host.length - 1));
  if (isDigitsAndDots(host)) return isIpv4(host) ? undefined : 'host-ipv4';
  if (host.includes('_') && /^[\w.-]+$/.test(host)) return 'host-underscore';
  return isHostname(host) ? undefined : 'host-name';
}

const dot = 0x2e;
const colon = 0x3a;
const hyphen = 0x2d;

/** Labels of letters, digits and inner hyphens, the last beginning with a letter; one dot may follow it. */
export function isHostname(host: string): boolean {
  const end = host.length > 1 && host.endsWith('.') ? host.length - 1 : host.length;
  let label = 0;
  for (let at = 0; at <= end; at++) {
    const code = at === end ? dot : host.charCodeAt(at);
    if (code !== dot) {
      if (code > 0x7f || (characterClasses[code]! & hostChar) === 0) return false;
      continue;
    }
    const isLabel = at > label && host.charCodeAt(label) !== hyphen && host.charCodeAt(at - 1) !== hyphen;
    if (!isLabel) return false;
    if (at < end) label = at + 1;
  }
  return (characterClasses[host.charCodeAt(label)]! & alphaChar) !== 0;
}

function isDigitsAndDots(host: string): boolean {
  for (let at = 0; at < host.length; at++) {
    const code = host.charCodeAt(at);
    if (code !== dot && (code < 0x30 || code > 0x39)) return false;
  }
  return host !== '';
}

/** `0` to `255`, four times, without leading zeros, which some would take for octal. RFC 3986 §3.2.2 dec-octet. */
export function isIpv4(text: string): boolean {
  let octets = 0;
  let digits = 0;
  let octet = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? dot : text.charCodeAt(at);
    if (code === dot) {
      if (digits === 0 || octet > 255) return false;
      octets++;
      digits = 0;
      octet = 0;
    } else {
      if (code < 0x30 || code > 0x39 || (digits > 0 && octet === 0) || ++digits > 3) return false;
      octet = octet * 10 + code - 0x30;
    }
  }
  return octets === 4;
}

/** What is wrong with an IPv6 address (without brackets), if anything. RFC 5954 §4.1, which takes the grammar of RFC 3986 §3.2.2. */
export function checkIpv6(address: string): DiagnosticCode | undefined {
  if (isIpv6(address)) return undefined;
  // fe80::1%25eth0
  //        ^ a zone (RFC 6874), which means something to one host only and has no place in SIP
  const zone = address.indexOf('%');
  if (zone !== -1 && zone < address.length - 1 && isIpv6(address.substring(0, zone))) return 'host-ipv6-zone';
  // 2001:db8:::192.0.2.1
  //         ^^^ the ABNF of RFC 3261 wanted three colons before an IPv4 part, by mistake (RFC 5118 §4.10)
  return isIpv6(address.replace(':::', '::')) ? 'host-ipv6-three-colons' : 'host-ipv6';
}

/** Groups of 16 bits parted by colons, eight of them, or fewer round one `::`; the last two may be an IPv4 address. */
function isIpv6(address: string): boolean {
  const { length } = address;
  let groups = 0;
  let isShortened = false;
  let at = 0;
  if (address.startsWith('::')) {
    isShortened = true;
    at = 2;
  }
  while (at < length) {
    const from = at;
    while (at < length && isHexDigit(address.charCodeAt(at))) at++;
    if (address.charCodeAt(at) === dot) return isIpv4(address.substring(from)) && hasAll(groups + 2, isShortened);
    if (at === from || at - from > 4) return false;
    groups++;
    if (at === length) break;
    if (address.charCodeAt(at) !== colon || ++at === length) return false;
    if (address.charCodeAt(at) !== colon) continue;
    if (isShortened) return false;
    isShortened = true;
    at++;
  }
  return hasAll(groups, isShortened);
}

function hasAll(groups: number, isShortened: boolean): boolean {
  return isShortened ? groups <= 7 : groups === 8;
}

function isHexDigit(code: number): boolean {
  return code <= 0x7f && (characterClasses[code]! & hexChar) !== 0;
}
