import { isSameName } from '../../text/lower-case.ts';
import type { SdpValueTypes } from '../../grammar/read-sdp-value.ts';

/** What an attribute's value is: one of the grammar's kinds, any text, nothing at all, or nothing, `0` or `1`. */
export type AttributeKind = AttributeGrammarKind | 'text' | 'flag' | 'switch';

/** The kinds whose values the grammar reads. */
export type AttributeGrammarKind = Exclude<
  keyof SdpValueTypes,
  'origin' | 'connection' | 'bandwidth' | 'timing' | 'repeat' | 'zone' | 'media' | 'attribute'
>;

/** Where an attribute may stand: `source` is within `a=ssrc`. */
export type AttributeLevel = 'session' | 'media' | 'source';

/** `both` is session and media, `fmtp` media and source, `any` all three. */
type Levels = AttributeLevel | 'both' | 'fmtp' | 'any';

/** Kind of value, where it may stand, and the only values there are, parted by `|`. */
export type AttributeRow = readonly [kind: AttributeKind, levels: Levels, values?: string];

/** Forms that a list of values cannot say, and how they are told. */
const forms: ReadonlyMap<string, readonly [form: RegExp, expected: string]> = new Map([
  ['ice-pwd', [/^[A-Za-z\d+/]{22,256}$/, '22 to 256 letters, digits, + and /']],
  ['ice-ufrag', [/^[A-Za-z\d+/]{4,256}$/, '4 to 256 letters, digits, + and /']],
  ['quality', [/^(?:\d|10)$/, 'a number from 0 to 10']],
  ['sctp-port', [/^\d{1,5}$/, 'a port']],
  ['tls-id', [/^[\w+/-]{20,255}$/, '20 to 255 letters, digits, +, /, - and _']],
]);

const table = {
  acap: ['numberedAttribute', 'both'], // RFC 5939 §3.4.1
  'accept-types': ['words', 'media'], // RFC 4975 §8.6
  'accept-wrapped-types': ['words', 'media'], // RFC 4975 §8.6
  acfg: ['configuration', 'media'], // RFC 5939 §3.5.2
  altc: ['altc', 'media'], // RFC 6947 §4.1
  bfcpver: ['words', 'media'], // RFC 8856 §5.5
  'bundle-only': ['flag', 'media'], // RFC 9143 §6
  candidate: ['candidate', 'media'], // RFC 8839 §5.1
  cat: ['text', 'session'], // RFC 8866 §6.1
  ccap: ['words', 'both'], // RFC 7006 §6.1
  cdsc: ['capability', 'both'], // RFC 3407 §3.2
  'cfw-id': ['word', 'media'], // RFC 6230 §13.7
  channel: ['word', 'media'], // RFC 6787 §4.2
  charset: ['word', 'session'], // RFC 8866 §6.10
  chatroom: ['text', 'media'], // RFC 7701 §8.2
  cmid: ['word', 'media'], // RFC 6787 §4.4
  cname: ['text', 'source'], // RFC 5576 §6.1
  conf: ['status', 'media'], // RFC 3312 §4
  confid: ['word', 'media'], // RFC 8856 §5.2
  connection: ['word', 'both', 'new|existing'], // RFC 4145 §5
  content: ['commaWords', 'media'], // RFC 4796 §4
  cpar: ['text', 'both'], // RFC 3407 §3.2
  creq: ['commaWords', 'both'], // RFC 5939 §3.3.2
  crypto: ['crypto', 'media'], // RFC 4568 §4
  'cs-correlation': ['colonPairs', 'media'], // RFC 7195 §5.2.3
  csup: ['commaWords', 'both'], // RFC 5939 §3.3.1
  curr: ['status', 'media'], // RFC 3312 §4
  dcmap: ['dataChannel', 'media'], // RFC 8864 §5.1
  dcsa: ['numberedAttribute', 'media'], // RFC 8864 §5.2
  depend: ['text', 'media'], // RFC 5583 §5.2.2
  des: ['desired', 'media'], // RFC 3312 §4
  direction: ['word', 'both'], // RFC 4145 §4
  'end-of-candidates': ['flag', 'both'], // RFC 8840 §8.2
  extmap: ['extmap', 'both'], // RFC 8285 §8
  'extmap-allow-mixed': ['flag', 'both'], // RFC 8285 §6
  'file-date': ['fileDate', 'media'], // RFC 5547 §6
  'file-disposition': ['word', 'media'], // RFC 5547 §6
  'file-icon': ['word', 'media'], // RFC 5547 §6
  'file-range': ['fileRange', 'media'], // RFC 5547 §6
  'file-selector': ['fileSelector', 'media'], // RFC 5547 §6
  'file-transfer-id': ['word', 'media'], // RFC 5547 §6
  fingerprint: ['fingerprint', 'both'], // RFC 8122 §5
  floorctrl: ['words', 'media'], // RFC 8856 §5.1
  floorid: ['floorId', 'media'], // RFC 8856 §5.4
  fmtp: ['fmtp', 'fmtp'], // RFC 8866 §6.15
  framerate: ['decimal', 'media'], // RFC 8866 §6.13
  framesize: ['frameSize', 'media'], // TS 26.234 §5.3.3.2
  gpmd: ['fmtp', 'media'], // V.152 §7.1
  group: ['group', 'session'], // RFC 5888 §5
  'hlang-recv': ['words', 'media'], // RFC 8373 §5.1
  'hlang-send': ['words', 'media'], // RFC 8373 §5.1
  'ice-lite': ['flag', 'session'], // RFC 8839 §5.3
  'ice-mismatch': ['flag', 'media'], // RFC 8839 §5.3
  'ice-options': ['words', 'both'], // RFC 8839 §5.6
  'ice-pacing': ['integer', 'session'], // RFC 8839 §5.5
  'ice-pwd': ['word', 'both'], // RFC 8839 §5.4
  'ice-ufrag': ['word', 'both'], // RFC 8839 §5.4
  identity: ['text', 'session'], // RFC 8827 §5
  imageattr: ['imageAttribute', 'media'], // RFC 6236 §3.1.1
  inactive: ['flag', 'both'], // RFC 8866 §6.7
  'key-mgmt': ['keyManagement', 'both'], // RFC 4567 §3.1
  keywds: ['text', 'session'], // RFC 8866 §6.2
  label: ['word', 'media'], // RFC 4574 §4
  lang: ['word', 'both'], // RFC 8866 §6.12
  lcfg: ['configuration', 'media'], // RFC 6871 §3.3.5
  loopback: ['words', 'media'], // RFC 6849 §5.1
  'max-message-size': ['integer', 'media'], // RFC 8841 §6
  maxprate: ['decimal', 'both'], // RFC 3890 §6.3
  maxptime: ['decimal', 'media'], // RFC 8866 §6.5
  'max-size': ['integer', 'media'], // RFC 4975 §8.6
  mediaclk: ['pairs', 'any'], // RFC 7273 §5.4
  mid: ['word', 'media'], // RFC 5888 §4
  msid: ['msid', 'media'], // RFC 8830 §2
  'msid-semantic': ['group', 'session'], // RFC 8830 §3
  'msrp-cema': ['flag', 'media'], // RFC 6714 §5
  nortpproxy: ['word', 'both'], // what relays of media leave behind
  orient: ['word', 'media', 'portrait|landscape|seascape'], // RFC 8866 §6.8
  path: ['words', 'media'], // RFC 4975 §8.2
  pcfg: ['configuration', 'media'], // RFC 5939 §3.5.1
  'previous-ssrc': ['ssrcs', 'source'], // RFC 5576 §6.2
  ptime: ['decimal', 'media'], // RFC 8866 §6.4
  quality: ['integer', 'media'], // RFC 8866 §6.14
  range: ['text', 'both'], // RFC 7826 §D.1.6
  record: ['word', 'both', 'on|off|paused'], // RFC 7866 §7.1.2
  recordpref: ['word', 'both', 'on|off|pause|nopreference'], // RFC 7866 §7.3.2
  recvonly: ['flag', 'both'], // RFC 8866 §6.7
  'remote-candidates': ['remoteCandidates', 'media'], // RFC 8839 §5.2
  resource: ['word', 'media'], // RFC 6787 §4.2
  rid: ['rid', 'media'], // RFC 8851 §10
  rtcp: ['rtcp', 'media'], // RFC 3605 §2.1
  'rtcp-fb': ['rtcpFeedback', 'media'], // RFC 4585 §4.2
  'rtcp-mux': ['flag', 'media'], // RFC 5761 §5.1.1
  'rtcp-mux-only': ['flag', 'media'], // RFC 8858 §4
  'rtcp-rsize': ['flag', 'media'], // RFC 5506 §5
  'rtcp-unicast': ['word', 'media'], // RFC 5760 §13
  'rtcp-xr': ['pairs', 'both'], // RFC 3611 §5.1
  rtpmap: ['rtpmap', 'media'], // RFC 8866 §6.6
  'sctp-port': ['integer', 'media'], // RFC 8841 §5.1
  sctpmap: ['sctpmap', 'media'], // RFC 8841 §4
  sdplang: ['word', 'both'], // RFC 8866 §6.11
  sendonly: ['flag', 'both'], // RFC 8866 §6.7
  sendrecv: ['flag', 'both'], // RFC 8866 §6.7
  setup: ['word', 'both', 'active|passive|actpass|holdconn'], // RFC 4145 §4
  silenceSupp: ['words', 'media'], // RFC 3108 §5.6.3
  simulcast: ['simulcast', 'media'], // RFC 8853 §5.1
  'source-filter': ['sourceFilter', 'both'], // RFC 4570 §3
  sqn: ['integer', 'both'], // RFC 3407 §3.1
  ssrc: ['numberedAttribute', 'media'], // RFC 5576 §4.1
  'ssrc-group': ['ssrcGroup', 'media'], // RFC 5576 §4.2
  T38FaxFillBitRemoval: ['switch', 'media'], // T.38 §D.2.3
  T38FaxMaxBuffer: ['integer', 'media'], // T.38 §D.2.3
  T38FaxMaxDatagram: ['integer', 'media'], // T.38 §D.2.3
  T38FaxRateManagement: ['word', 'media', 'localTCF|transferredTCF'], // T.38 §D.2.3
  T38FaxTranscodingJBIG: ['switch', 'media'], // T.38 §D.2.3
  T38FaxTranscodingMMR: ['switch', 'media'], // T.38 §D.2.3
  T38FaxUdpEC: ['word', 'media', 't38UDPFEC|t38UDPRedundancy|t38UDPNoEC'], // T.38 §D.2.3
  T38FaxVersion: ['integer', 'media'], // T.38 §D.2.3
  T38MaxBitRate: ['integer', 'media'], // T.38 §D.2.3
  tcap: ['tcap', 'both'], // RFC 5939 §3.4.2
  'tls-id': ['word', 'both'], // RFC 8842 §4
  tool: ['text', 'session'], // RFC 8866 §6.3
  'ts-refclk': ['pairs', 'any'], // RFC 7273 §4.8
  type: ['word', 'session'], // RFC 8866 §6.9
  userid: ['word', 'media'], // RFC 8856 §5.3
  'zrtp-hash': ['zrtpHash', 'media'], // RFC 6189 §8
} as const;

/** A name of the table. */
export type AttributeName = keyof typeof table;

/** The kind of each name. */
export type AttributeKinds = { readonly [Name in AttributeName]: (typeof table)[Name][0] };

/** Every attribute whose value has a form. */
export const attributeTable: Readonly<Record<AttributeName, AttributeRow>> = table;

const rows: ReadonlyMap<string, AttributeRow> = new Map(Object.entries(table));

/** The row of that name; names compare with case. RFC 8866 §5. */
export function attributeRow(name: string): AttributeRow | undefined {
  return rows.get(name);
}

/** The kind of the values of that name, where the grammar reads them. */
export function attributeGrammarKind(name: string): AttributeGrammarKind | undefined {
  const kind = rows.get(name)?.[0];
  return kind === 'text' || kind === 'flag' || kind === 'switch' ? undefined : kind;
}

/** Whether an attribute of that row may stand there. */
export function isAtItsLevel([, levels]: AttributeRow, level: AttributeLevel): boolean {
  if (levels === 'both') return level !== 'source';
  if (levels === 'fmtp') return level !== 'session';
  return levels === 'any' || levels === level;
}

/** What a value of that name should be and is not. */
export function valueExpected(name: string, [kind, , values]: AttributeRow, value: string): string | undefined {
  if (kind !== 'word' && kind !== 'integer') return undefined;
  const trimmed = value.trim();
  // RFC 5234 §2.3: words of the ABNF are words in any case.
  if (values !== undefined)
    return values.split('|').some((word) => isSameName(word, trimmed)) ? undefined : values.replaceAll('|', ', ');
  const form = forms.get(name);
  return form === undefined || form[0].test(trimmed) ? undefined : form[1];
}
