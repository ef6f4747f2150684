import type { NameValue } from './attribute-values.ts';

/** `'flag'` is 0 or 1, `'answer'` yes or no, `'numbers'` parted by commas or slashes, `'events'` ranges of numbers. */
type ParameterKind = keyof KindValues;

type KindValues = {
  number: number;
  flag: boolean;
  answer: boolean;
  text: string;
  numbers: readonly number[];
  events: readonly (readonly [first: number, last: number])[];
  profileLevel: ProfileLevel;
};

/** The three bytes of `profile-level-id`. RFC 6184 §8.1. */
export type ProfileLevel = { readonly profile: number; readonly constraints: number; readonly level: number };

/** The parameters of each encoding; `=` names a value that stands without a name. */
const table = {
  /** RFC 7587 §6.1. */
  opus: {
    maxplaybackrate: 'number',
    'sprop-maxcapturerate': 'number',
    minptime: 'number',
    maxptime: 'number',
    ptime: 'number',
    maxaveragebitrate: 'number',
    stereo: 'flag',
    'sprop-stereo': 'flag',
    cbr: 'flag',
    useinbandfec: 'flag',
    usedtx: 'flag',
  },
  /** RFC 4867 §8.1, §8.2. */
  amr: {
    'octet-align': 'flag',
    'mode-set': 'numbers',
    'mode-change-period': 'number',
    'mode-change-capability': 'number',
    'mode-change-neighbor': 'flag',
    crc: 'flag',
    'robust-sorting': 'flag',
    interleaving: 'number',
    'max-red': 'number',
    ptime: 'number',
    maxptime: 'number',
  },
  /** TS 26.445 annex A. */
  evs: {
    'evs-mode-switch': 'flag',
    'hf-only': 'flag',
    dtx: 'flag',
    'dtx-recv': 'flag',
    'max-red': 'number',
    channels: 'number',
    cmr: 'number',
    br: 'text',
    'br-send': 'text',
    'br-recv': 'text',
    bw: 'text',
    'bw-send': 'text',
    'bw-recv': 'text',
    'ch-aw-recv': 'number',
    'mode-set': 'numbers',
  },
  /** RFC 4733 §2.4.1, §7.1.1. */
  'telephone-event': { '=': 'events', events: 'events', rate: 'number' },
  /** RFC 4856 §2.1.9. */
  g729: { annexb: 'answer' },
  g723: { annexa: 'answer' },
  /** RFC 3952 §5. */
  ilbc: { mode: 'number' },
  /** RFC 5577 §6. */
  g7221: { bitrate: 'number' },
  /** RFC 5574 §4.1. */
  speex: { vbr: 'text', cng: 'text', mode: 'text' },
  /** RFC 2198 §5. */
  red: { '=': 'numbers' },
  /** RFC 4588 §8. */
  rtx: { apt: 'number', 'rtx-time': 'number' },
  /** RFC 4103 §10. */
  t140: { cps: 'number' },
  /** RFC 8627 §5.1. */
  flexfec: { 'repair-window': 'number', l: 'number', d: 'number', rate: 'number' },
  /** RFC 6184 §8.1. */
  h264: {
    'profile-level-id': 'profileLevel',
    'packetization-mode': 'number',
    'level-asymmetry-allowed': 'flag',
    'max-mbps': 'number',
    'max-smbps': 'number',
    'max-fs': 'number',
    'max-cpb': 'number',
    'max-dpb': 'number',
    'max-br': 'number',
    'redundant-pic-cap': 'flag',
    'sprop-parameter-sets': 'text',
    'sprop-level-parameter-sets': 'text',
    'use-level-src-parameter-sets': 'flag',
    'in-band-parameter-sets': 'flag',
    'sprop-interleaving-depth': 'number',
    'sprop-deint-buf-req': 'number',
    'deint-buf-cap': 'number',
    'sprop-init-buf-time': 'number',
    'sprop-max-don-diff': 'number',
    'max-rcmd-nalu-size': 'number',
    'sar-understood': 'number',
    'sar-supported': 'number',
  },
  /** RFC 7798 §7.1. */
  h265: {
    'profile-space': 'number',
    'profile-id': 'number',
    'tier-flag': 'flag',
    'level-id': 'number',
    'interop-constraints': 'text',
    'profile-compatibility-indicator': 'text',
    'sprop-sub-layer-id': 'number',
    'recv-sub-layer-id': 'number',
    'max-recv-level-id': 'number',
    'tx-mode': 'text',
    'sprop-vps': 'text',
    'sprop-sps': 'text',
    'sprop-pps': 'text',
    'sprop-sei': 'text',
    'max-lsr': 'number',
    'max-lps': 'number',
    'max-cpb': 'number',
    'max-dpb': 'number',
    'max-br': 'number',
    'max-tr': 'number',
    'max-tc': 'number',
    'max-fps': 'number',
    'sprop-max-don-diff': 'number',
    'sprop-depack-buf-nalus': 'number',
    'sprop-depack-buf-bytes': 'number',
    'depack-buf-cap': 'number',
  },
  /** RFC 7741 §6.1. */
  vp8: { 'max-fr': 'number', 'max-fs': 'number' },
  vp9: { 'profile-id': 'number', 'max-fr': 'number', 'max-fs': 'number' },
  av1: { profile: 'number', 'level-idx': 'number', tier: 'number' },
  /** RFC 4629 §8.1. */
  'h263-1998': { sqcif: 'number', qcif: 'number', cif: 'number', profile: 'number', level: 'number' },
} as const;

type Table = typeof table;

/** An encoding whose parameters are known. */
export type KnownEncoding = keyof Table;

/** Other names for the same parameters. */
const aliases: ReadonlyMap<string, KnownEncoding> = new Map([
  ['amr-wb', 'amr'],
  ['h263-2000', 'h263-1998'],
]);

type CamelCase<Name extends string> = Name extends '='
  ? 'value'
  : Name extends `${infer Head}-${infer Tail}`
    ? `${Head}${Capitalize<CamelCase<Tail>>}`
    : Name;

/** What the `a=fmtp` of an encoding says, under the parameters' names in camel case; what stands without a name under `value`. */
export type FormatValues<Encoding extends string> = Encoding extends KnownEncoding
  ? {
      readonly [Name in keyof Table[Encoding] & string as CamelCase<Name>]?: KindValues[Table[Encoding][Name] &
        ParameterKind];
    }
  : Encoding extends 'amr-wb'
    ? FormatValues<'amr'>
    : Readonly<Record<string, KindValues[ParameterKind] | undefined>>;

/** Reads the value of an `a=fmtp`: `readFormatParameters('opus', 'stereo=1').stereo`. What an encoding's own RFC does not name is in `formatParameters` alone. */
export function readFormatParameters<Encoding extends KnownEncoding | 'amr-wb' | (string & {})>(
  encoding: Encoding,
  text = '',
): FormatValues<Encoding> {
  const values: Record<string, KindValues[ParameterKind]> = {};
  const known = parametersOf(encoding.toLowerCase());
  for (const { name, value } of formatParameters(text)) {
    const key = value === undefined && known.has('=') ? '=' : name.toLowerCase();
    const kind = known.get(key);
    const read = kind === undefined ? undefined : readers[kind](key === '=' ? name : (value ?? '1'));
    if (read !== undefined) values[key === '=' ? 'value' : camelCase(key)] ??= read;
  }
  // The table from which the type is inferred gives the keys and the kinds of the values.
  return values as FormatValues<Encoding>;
}

/** The parameters of an `a=fmtp` as they stand there: `name=value`, parted by semicolons. */
export function formatParameters(text: string): readonly NameValue[] {
  const found: NameValue[] = [];
  for (const piece of text.split(';')) {
    const trimmed = piece.trim();
    const equal = trimmed.indexOf('=');
    if (equal !== -1)
      found.push({ name: trimmed.substring(0, equal).trim(), value: trimmed.substring(equal + 1).trim() });
    else if (trimmed !== '') found.push({ name: trimmed, value: undefined });
  }
  return found;
}

const tables: ReadonlyMap<string, ReadonlyMap<string, ParameterKind>> = new Map(
  Object.entries(table).map(([encoding, kinds]) => [encoding, new Map<string, ParameterKind>(Object.entries(kinds))]),
);

function parametersOf(encoding: string): ReadonlyMap<string, ParameterKind> {
  return tables.get(aliases.get(encoding) ?? encoding) ?? new Map();
}

const readers: { readonly [Kind in ParameterKind]: (text: string) => KindValues[Kind] | undefined } = {
  number: readNumber,
  flag: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  answer: (text) => (/^yes$/i.test(text) ? true : /^no$/i.test(text) ? false : undefined),
  text: (text) => text,
  numbers: (text) => withoutGaps(text.split(/[,/]/).map(readNumber)),
  events: (text) => withoutGaps(text.split(',').map(readRange)),
  profileLevel: readProfileLevel,
};

function readNumber(text: string): number | undefined {
  return /^\s*\d{1,15}(?:\.\d{1,15})?\s*$/.test(text) ? Number(text) : undefined;
}

function readRange(text: string): readonly [number, number] | undefined {
  const [first, last = first, ...more] = text.split('-').map(readNumber);
  return first === undefined || last === undefined || more.length > 0 ? undefined : [first, last];
}

function readProfileLevel(text: string): ProfileLevel | undefined {
  if (!/^[\dA-Fa-f]{6}$/.test(text)) return undefined;
  const bytes = Number.parseInt(text, 16);
  return { profile: bytes >> 16, constraints: (bytes >> 8) & 0xff, level: bytes & 0xff };
}

/** All of the values; undefined where one of them is none. */
function withoutGaps<Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
