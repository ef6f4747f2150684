/** The addresses of a network: those whose digits lie between two, both among them. Written in hexadecimal, 8 or 32 digits. */
export type AddressPrefix = { readonly version: 4 | 6; readonly first: string; readonly last: string };

/** Whether a value looks like a network: `10.0.0.0/8`, `2001:db8::/32`. */
export function looksLikePrefix(written: string): boolean {
  return /^[\da-f.:]*[.:][\da-f.:]*\/\d{1,3}$/i.test(written);
}

/** Undefined where it is no network that there is. */
export function readPrefix(written: string): AddressPrefix | undefined {
  if (!looksLikePrefix(written)) return undefined;
  const [address = '', lengthText] = written.split('/');
  const digits = addressDigits(address.toLowerCase());
  const length = Number(lengthText);
  if (digits === undefined || length > digits.length * 4) return undefined;
  const version = digits.length === 8 ? 4 : 6;
  const whole = Math.floor(length / 4);
  const fixed = digits.slice(0, whole);
  if (whole === digits.length) return { version, first: digits, last: digits };
  const rest = digits.length - whole - 1;
  const free = 15 >> (length % 4);
  const digit = Number.parseInt(digits[whole] ?? '0', 16);
  return {
    version,
    first: `${fixed}${(digit & ~free).toString(16)}${'0'.repeat(rest)}`,
    last: `${fixed}${(digit | free).toString(16)}${'f'.repeat(rest)}`,
  };
}

/** Whether a folded text is an address of the network, with a port or without. */
export function isOfPrefix(folded: string, { first, last }: AddressPrefix): boolean {
  const digits = addressDigits(addressAlone(folded) ?? folded);
  return digits !== undefined && digits.length === first.length && digits >= first && digits <= last;
}

/** The address of `10.0.0.1:5060` and `[2001:db8::1]:5060`; undefined of anything else. */
export function addressAlone(folded: string): string | undefined {
  const [, four, six] = /^(?:([\d.]+)|\[([\da-f:.]+)\]):\d+$/.exec(folded) ?? [];
  return four ?? six;
}

/** In hexadecimal, 8 or 32 digits; undefined where it is no address. */
function addressDigits(folded: string): string | undefined {
  if (!folded.includes(':')) return fourDigits(folded);
  if (!/^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}$/.test(folded) || /^:[^:]|[^:]:$/.test(folded)) return undefined;
  const missing = 8 - folded.split(':').filter((group) => group !== '').length;
  const isShort = folded.includes('::');
  if (isShort && missing < 1) return undefined;
  const whole = isShort ? folded.replaceAll('::', `:${'0:'.repeat(missing)}`).replace(/^:|:$/g, '') : folded;
  const groups = whole.split(':');
  return groups.length === 8 ? groups.map((group) => group.padStart(4, '0')).join('') : undefined;
}

function fourDigits(text: string): string | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  return octets.some((octet) => octet > 255)
    ? undefined
    : octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
}
