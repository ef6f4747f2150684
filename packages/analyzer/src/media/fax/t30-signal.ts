/** Signals of T.30 by their facsimile control field. X is set by the station that received DIS: 1 where it stands here says that it matters. T.30 §5.3.6.1. */
const initialSignals: Readonly<Record<number, string>> = {
  0x01: 'DIS',
  0x02: 'CSI',
  0x04: 'NSF',
  0x81: 'DTC',
  0x82: 'CIG',
  0x84: 'NSC',
  0x83: 'PWD',
  0x85: 'SEP',
  0x86: 'PSA',
  0x87: 'CIA',
  0x88: 'ISP',
};

/** Without X. */
const signals: Readonly<Record<number, string>> = {
  0x41: 'DCS',
  0x42: 'TSI',
  0x43: 'SUB',
  0x44: 'NSS',
  0x45: 'SID',
  0x46: 'TSA',
  0x47: 'IRA',
  0x48: 'CTC',
  0x21: 'CFR',
  0x22: 'FTT',
  0x23: 'CTR',
  0x24: 'CSA',
  0x71: 'EOM',
  0x72: 'MPS',
  0x73: 'EOR',
  0x74: 'EOP',
  0x78: 'EOS',
  0x79: 'PRI-EOM',
  0x7a: 'PRI-MPS',
  0x7c: 'PRI-EOP',
  0x7d: 'PPS',
  0x31: 'MCF',
  0x32: 'RTN',
  0x33: 'RTP',
  0x34: 'PIN',
  0x35: 'PIP',
  0x36: 'FDM',
  0x37: 'RNR',
  0x38: 'ERR',
  0x3d: 'PPR',
  0x3f: 'FNV',
  0x53: 'TNR',
  0x57: 'TR',
  0x58: 'CRP',
  0x5f: 'DCN',
  0x76: 'RR',
  0x60: 'FCD',
  0x61: 'RCP',
};

/** The second field of PPS and EOR. T.30 Annex A.4.3. */
const postPageSignals: Readonly<Record<number, string>> = {
  0x00: 'NULL',
  0x71: 'EOM',
  0x72: 'MPS',
  0x74: 'EOP',
  0x78: 'EOS',
  0x79: 'PRI-EOM',
  0x7a: 'PRI-MPS',
  0x7c: 'PRI-EOP',
};

/** A frame of T.30, its octets as T.38 carries them: the bit sent first is the highest. */
export type T30Frame = {
  /** `DIS`, `PPS-EOP` … */
  readonly signal: string;
  /** Octets of the facsimile information field. */
  readonly information: Uint8Array;
};

/**
 * Reads an HDLC frame of T.30 §5.3, flags and check sequence taken off:
 *
 *     address 1111 1111 | control 1100 X000 | facsimile control field | facsimile information field
 *
 * Undefined where it is none. A control field that is not known gives `FCF xx`.
 */
export function readT30Frame(octets: Uint8Array): T30Frame | undefined {
  const control = octets[1] ?? 0;
  const field = octets[2];
  if (octets[0] !== 0xff || (control & 0xf7) !== 0xc0 || field === undefined) return undefined;
  const name = initialSignals[field] ?? signals[field & 0x7f] ?? `FCF ${field.toString(16).padStart(2, '0')}`;
  if (name !== 'PPS' && name !== 'EOR') return { signal: name, information: octets.subarray(3) };
  const second = octets[3];
  const after = second === undefined ? undefined : postPageSignals[second & 0x7f];
  return { signal: after === undefined ? name : `${name}-${after}`, information: octets.subarray(4) };
}

/** The digits of a station's number, which is sent last digit first, and each digit with its lowest bit first. T.30 §5.3.6.2.4. */
export function stationNumber(information: Uint8Array): string | undefined {
  let text = '';
  for (const octet of information.subarray(0, 20)) {
    const character = reverseBits(octet);
    if (character >= 0x20 && character < 0x7f) text = String.fromCharCode(character) + text;
  }
  const number = text.trim();
  return number === '' ? undefined : number;
}

/** Numbers and characters are sent with their lowest bit first. */
export function reverseBits(octet: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((octet >> bit) & 1) << (7 - bit);
  return reversed;
}
