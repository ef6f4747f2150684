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

function isHostname(host: string): boolean {
  const labels = host.split('.');
  if (labels.length > 1 && labels.at(-1) === '') labels.pop();
  return labels.every(isLabel) && /^[a-z]/i.test(labels.at(-1) ?? '');
}

function isLabel(label: string): boolean {
  return /^[a-z\d-]+$/i.test(label) && !label.startsWith('-') && !label.endsWith('-');
}

function isDigitsAndDots(host: string): boolean {
  return /^[\d.]+$/.test(host);
}

/** `0` to `255`, four times. */
export function isIpv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255);
}

/** What is wrong with an IPv6 address (without brackets), if anything. RFC 5954 §4.1, which takes the grammar of RFC 3986 §3.2.2. */
export function checkIpv6(address: string): DiagnosticCode | undefined {
  if (isIpv6(address)) return undefined;
  // 2001:db8:::192.0.2.1
  //         ^^^ the ABNF of RFC 3261 wanted three colons before an IPv4 part, by mistake (RFC 5118 §4.10)
  return isIpv6(address.replace(':::', '::')) ? 'host-ipv6-three-colons' : 'host-ipv6';
}

function isIpv6(address: string): boolean {
  const halves = address.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [index, half] of halves.entries()) {
    const counted = countGroups(half, index === halves.length - 1);
    if (counted === undefined) return false;
    groups += counted;
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

/** How many groups of 16 bits the text holds; the last may be an IPv4 address, which is two. */
function countGroups(text: string, mayEndInIpv4: boolean): number | undefined {
  if (text === '') return 0;
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  if (mayEndInIpv4 && isIpv4(last)) {
    groups.pop();
    return groups.every(isGroup) ? groups.length + 2 : undefined;
  }
  return groups.every(isGroup) ? groups.length : undefined;
}

function isGroup(group: string): boolean {
  return /^[\da-f]{1,4}$/i.test(group);
}
