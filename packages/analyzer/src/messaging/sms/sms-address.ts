import { gsmText } from './gsm-alphabet.ts';

const digits = '0123456789*#abc';
const international = 1;
const alphanumeric = 5;

/**
 * An address of its type and its semi-octets: `+` before an international number; a name where it is alphanumeric. Undefined where it is empty. 3GPP TS 23.040
 * §9.1.2.5, TS 24.011 §8.2.5.1.
 */
export function smsAddress(typeOfAddress: number, semiOctets: Uint8Array, count: number): string | undefined {
  const type = (typeOfAddress >> 4) & 7;
  if (type === alphanumeric) return gsmText(semiOctets, Math.floor((count * 4) / 7)) || undefined;
  let number = '';
  for (let index = 0; index < count && index < 2 * semiOctets.length; index++) {
    const octet = semiOctets[index >> 1]!;
    number += digits[(index & 1) === 0 ? octet & 0x0f : octet >> 4] ?? '';
  }
  if (number === '') return undefined;
  return type === international ? `+${number}` : number;
}

/** Seven octets of semi-octets: year, month, day, hour, minute, second, and quarters of an hour from UTC. Undefined where it is no time. TS 23.040 §9.2.3.11. */
export function smsTime(octets: Uint8Array): string | undefined {
  const [year, month, day, hour, minute, second] = Array.from(octets.subarray(0, 6), swapped);
  const zone = octets[6];
  if (second === undefined || zone === undefined || [year, month, day, hour, minute].includes(undefined))
    return undefined;
  const quarters = (zone & 0x07) * 10 + (zone >> 4);
  const sign = (zone & 0x08) === 0 ? '+' : '-';
  const isTime = month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31 && hour! < 24 && minute! < 60 && second < 60;
  if (!isTime || quarters > 56) return undefined;
  const offset = `${sign}${two(quarters >> 2)}:${two((quarters & 3) * 15)}`;
  return `20${two(year!)}-${two(month!)}-${two(day!)}T${two(hour!)}:${two(minute!)}:${two(second)}${offset}`;
}

/** Two decimal digits, the lower first; undefined where they are none. */
function swapped(octet: number): number | undefined {
  const [tens, ones] = [octet & 0x0f, octet >> 4];
  return tens > 9 || ones > 9 ? undefined : tens * 10 + ones;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
