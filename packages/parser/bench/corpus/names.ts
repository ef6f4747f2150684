import type { Random } from './random.ts';

const users =
  'alice bob carol dave erin frank grace heidi ivan judy mallory niaj olivia peggy rupert sybil trent victor walter zoe'.split(
    ' ',
  );
const surnames = 'Liddell Baker Jones Müller Okafor Svensson Novák García Tanaka Rossi Nguyen Silva'.split(' ');
const domains = [
  'example.com',
  'atlanta.example.com',
  'biloxi.example.com',
  'ims.mnc001.mcc262.3gppnetwork.org',
  'voip.example.net',
  'pbx-7.branch.example.org',
  'sip.example.net',
] as const;

export const user = (random: Random): string =>
  random.chance(40)
    ? `+49${random.digits(random.between(8, 11))}`
    : random.pick(users) + (random.chance(30) ? random.digits(3) : '');

export const domain = (random: Random): string => random.pick(domains);

export function address(random: Random): string {
  if (random.chance(8)) return `[2001:db8:${random.hex(4)}::${random.hex(3)}]`;
  const net = random.pick(['10.11', '172.16', '192.0', '198.51', '203.0']);
  return `${net}.${random.between(1, 254)}.${random.between(1, 254)}`;
}

export const host = (random: Random): string => (random.chance(50) ? domain(random) : address(random));

export const port = (random: Random): string => (random.chance(50) ? `:${random.between(5060, 5099)}` : '');

/** With a blank behind it, quoted or not; or nothing. */
export function displayName(random: Random): string {
  const first = random.pick(users);
  const name = `${first.charAt(0).toUpperCase()}${first.substring(1)}`;
  switch (random.between(0, 4)) {
    case 0:
      return '';
    case 1:
      return `${name} `;
    case 2:
      return `"${name} \\"${random.pick(['Bo', 'X', 'Jr'])}\\" ${random.pick(surnames)}" `;
    default:
      return `"${name} ${random.pick(surnames)}" `;
  }
}

export function sipUri(random: Random): string {
  const params = random.chance(40)
    ? random.pick([';user=phone', ';transport=tcp', ';transport=udp', ';ob', ';lr'])
    : '';
  return `sip${random.chance(8) ? 's' : ''}:${user(random)}@${host(random)}${port(random)}${params}`;
}

export const telUri = (random: Random): string =>
  random.chance(70)
    ? `tel:+1${random.digits(10)}`
    : `tel:${random.between(1000, 9999)};phone-context=${domain(random)}`;

export const nameAddr = (random: Random): string => `${displayName(random)}<${sipUri(random)}>`;

/** A proxy, as it records its route. */
export const proxy = (random: Random): string =>
  `<sip:${host(random)}${port(random)};lr${random.chance(30) ? `;ftag=${random.hex(8)}` : ''}${random.chance(20) ? ';transport=tcp' : ''}>`;

export const branch = (random: Random): string =>
  `z9hG4bK${random.pick(['', '-', '.'])}${random.hex(random.between(10, 32))}`;

export const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-');
