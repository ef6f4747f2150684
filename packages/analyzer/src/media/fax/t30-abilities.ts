import type { FaxAbilities } from '../../rows/fax-row.ts';

/** Modulation and bit/s by bits 11 to 14 of a DCS. T.30 Table 2. */
const demanded: Readonly<Record<number, readonly [string, number]>> = {
  0b0000: ['V.27ter', 2400],
  0b0100: ['V.27ter', 4800],
  0b1000: ['V.29', 9600],
  0b1100: ['V.29', 7200],
  0b0010: ['V.33', 14400],
  0b0110: ['V.33', 12000],
  0b0001: ['V.17', 14400],
  0b0101: ['V.17', 12000],
  0b1001: ['V.17', 9600],
  0b1101: ['V.17', 7200],
};

/** The modulations by bits 11 to 14 of a DIS or DTC. */
const offered: Readonly<Record<number, readonly string[]>> = {
  0b0000: ['V.27ter'],
  0b0100: ['V.27ter'],
  0b1000: ['V.29'],
  0b1100: ['V.27ter', 'V.29'],
  0b1110: ['V.27ter', 'V.29', 'V.33'],
  0b1101: ['V.27ter', 'V.29', 'V.17'],
};

/** Bits of the information field are numbered from 1, in the order in which they were sent. Those beyond its end are 0. */
function bit(information: Uint8Array, number: number): boolean {
  const octet = information[(number - 1) >> 3] ?? 0;
  return ((octet >> (7 - ((number - 1) & 7))) & 1) === 1;
}

/** What is told by the extend bits (24, 32, 40 …) not to be there does not count. */
function extendedBit(information: Uint8Array, number: number): boolean {
  for (let extend = 24; extend < number; extend += 8) if (!bit(information, extend)) return false;
  return bit(information, number);
}

function rateBits(information: Uint8Array): number {
  return ((information[1] ?? 0) >> 2) & 0x0f;
}

/** The rate that a DCS announces; undefined where it is not in it, as with V.34, or reserved. */
export function demandedRate(information: Uint8Array): { modulation: string; bitRate: number } | undefined {
  const rate = information.length < 2 ? undefined : demanded[rateBits(information)];
  return rate && { modulation: rate[0], bitRate: rate[1] };
}

/** What a DIS, DTC or DCS says. Undefined where the field is too short for it. T.30 Table 2. */
export function readAbilities(information: Uint8Array, isDemand: boolean): FaxAbilities | undefined {
  if (information.length < 3) return undefined;
  const modulations = isDemand ? undefined : offered[rateBits(information)];
  return {
    ...(modulations && { modulations }),
    ecm: extendedBit(information, 27),
    resolutions: resolutions(information, isDemand),
    compressions: compressions(information, isDemand),
    ...(bit(information, 6) && { v8: true as const }),
  };
}

/** A DCS names one, which is the finest; a DIS all that the station has. */
function resolutions(information: Uint8Array, isDemand: boolean): readonly string[] {
  const found = ['R8x3.85'];
  if (bit(information, 15)) found.push('R8x7.7');
  if (extendedBit(information, 41)) found.push('R8x15.4');
  if (extendedBit(information, 42)) found.push('300x300');
  if (extendedBit(information, 43)) found.push('R16x15.4');
  return isDemand ? found.slice(-1) : found;
}

function compressions(information: Uint8Array, isDemand: boolean): readonly string[] {
  const found = ['MH'];
  if (bit(information, 16)) found.push('MR');
  if (extendedBit(information, 31)) found.push('MMR');
  if (extendedBit(information, 68)) found.push('JPEG');
  if (extendedBit(information, 78)) found.push('JBIG');
  return isDemand ? found.slice(-1) : found;
}
