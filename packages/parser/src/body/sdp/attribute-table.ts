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

/** Kind of value, where it may stand, RFC and section (0: another body's document), the only values there are, parted by `|`. */
export type AttributeRow = readonly [
  kind: AttributeKind,
  levels: Levels,
  rfc: number,
  section: string,
  values?: string,
];

/** Forms that a list of values cannot say, and how they are told. */
const forms: ReadonlyMap<string, readonly [form: RegExp, expected: string]> = new Map([
  ['ice-pwd', [/^[A-Za-z\d+/]{22,256}$/, '22 to 256 letters, digits, + and /']],
  ['ice-ufrag', [/^[A-Za-z\d+/]{4,256}$/, '4 to 256 letters, digits, + and /']],
  ['quality', [/^(?:\d|10)$/, 'a number from 0 to 10']],
  ['sctp-port', [/^\d{1,5}$/, 'a port']],
  ['tls-id', [/^[\w+/-]{20,255}$/, '20 to 255 letters, digits, +, /, - and _']],
]);

const table = {
  acap: ['numberedAttribute', 'both', 5939, '3.4.1'],
  'accept-types': ['words', 'media', 4975, '8.6'],
  'accept-wrapped-types': ['words', 'media', 4975, '8.6'],
  acfg: ['configuration', 'media', 5939, '3.5.2'],
  altc: ['altc', 'media', 6947, '4.1'],
  bfcpver: ['words', 'media', 8856, '5.5'],
  'bundle-only': ['flag', 'media', 9143, '6'],
  candidate: ['candidate', 'media', 8839, '5.1'],
  cat: ['text', 'session', 8866, '6.1'],
  ccap: ['words', 'both', 7006, '6.1'],
  cdsc: ['capability', 'both', 3407, '3.2'],
  'cfw-id': ['word', 'media', 6230, '13.7'],
  channel: ['word', 'media', 6787, '4.2'],
  charset: ['word', 'session', 8866, '6.10'],
  chatroom: ['text', 'media', 7701, '8.2'],
  cmid: ['word', 'media', 6787, '4.4'],
  cname: ['text', 'source', 5576, '6.1'],
  conf: ['status', 'media', 3312, '4'],
  confid: ['word', 'media', 8856, '5.2'],
  connection: ['word', 'both', 4145, '5', 'new|existing'],
  content: ['commaWords', 'media', 4796, '4'],
  cpar: ['text', 'both', 3407, '3.2'],
  creq: ['commaWords', 'both', 5939, '3.3.2'],
  crypto: ['crypto', 'media', 4568, '4'],
  'cs-correlation': ['colonPairs', 'media', 7195, '5.2.3'],
  csup: ['commaWords', 'both', 5939, '3.3.1'],
  curr: ['status', 'media', 3312, '4'],
  dcmap: ['dataChannel', 'media', 8864, '5.1'],
  dcsa: ['numberedAttribute', 'media', 8864, '5.2'],
  depend: ['text', 'media', 5583, '5.2.2'],
  des: ['desired', 'media', 3312, '4'],
  direction: ['word', 'both', 4145, '4'],
  'end-of-candidates': ['flag', 'both', 8840, '8.2'],
  extmap: ['extmap', 'both', 8285, '8'],
  'extmap-allow-mixed': ['flag', 'both', 8285, '6'],
  'file-date': ['fileDate', 'media', 5547, '6'],
  'file-disposition': ['word', 'media', 5547, '6'],
  'file-icon': ['word', 'media', 5547, '6'],
  'file-range': ['fileRange', 'media', 5547, '6'],
  'file-selector': ['fileSelector', 'media', 5547, '6'],
  'file-transfer-id': ['word', 'media', 5547, '6'],
  fingerprint: ['fingerprint', 'both', 8122, '5'],
  floorctrl: ['words', 'media', 8856, '5.1'],
  floorid: ['floorId', 'media', 8856, '5.4'],
  fmtp: ['fmtp', 'fmtp', 8866, '6.15'],
  framerate: ['decimal', 'media', 8866, '6.13'],
  framesize: ['frameSize', 'media', 0, '5.3.3.2'],
  gpmd: ['fmtp', 'media', 0, '7.1'],
  group: ['group', 'session', 5888, '5'],
  'hlang-recv': ['words', 'media', 8373, '5.1'],
  'hlang-send': ['words', 'media', 8373, '5.1'],
  'ice-lite': ['flag', 'session', 8839, '5.3'],
  'ice-mismatch': ['flag', 'media', 8839, '5.3'],
  'ice-options': ['words', 'both', 8839, '5.6'],
  'ice-pacing': ['integer', 'session', 8839, '5.5'],
  'ice-pwd': ['word', 'both', 8839, '5.4'],
  'ice-ufrag': ['word', 'both', 8839, '5.4'],
  identity: ['text', 'session', 8827, '5'],
  imageattr: ['imageAttribute', 'media', 6236, '3.1.1'],
  inactive: ['flag', 'both', 8866, '6.7'],
  'key-mgmt': ['keyManagement', 'both', 4567, '3.1'],
  keywds: ['text', 'session', 8866, '6.2'],
  label: ['word', 'media', 4574, '4'],
  lang: ['word', 'both', 8866, '6.12'],
  lcfg: ['configuration', 'media', 6871, '3.3.5'],
  loopback: ['words', 'media', 6849, '5.1'],
  'max-message-size': ['integer', 'media', 8841, '6'],
  maxprate: ['decimal', 'both', 3890, '6.3'],
  maxptime: ['decimal', 'media', 8866, '6.5'],
  'max-size': ['integer', 'media', 4975, '8.6'],
  mediaclk: ['pairs', 'any', 7273, '5.4'],
  mid: ['word', 'media', 5888, '4'],
  msid: ['msid', 'media', 8830, '2'],
  'msid-semantic': ['group', 'session', 8830, '3'],
  'msrp-cema': ['flag', 'media', 6714, '5'],
  nortpproxy: ['word', 'both', 0, ''],
  orient: ['word', 'media', 8866, '6.8', 'portrait|landscape|seascape'],
  path: ['words', 'media', 4975, '8.2'],
  pcfg: ['configuration', 'media', 5939, '3.5.1'],
  'previous-ssrc': ['ssrcs', 'source', 5576, '6.2'],
  ptime: ['decimal', 'media', 8866, '6.4'],
  quality: ['integer', 'media', 8866, '6.14'],
  range: ['text', 'both', 7826, 'D.1.6'],
  record: ['word', 'both', 7866, '7.1.2', 'on|off|paused'],
  recordpref: ['word', 'both', 7866, '7.3.2', 'on|off|pause|nopreference'],
  recvonly: ['flag', 'both', 8866, '6.7'],
  'remote-candidates': ['remoteCandidates', 'media', 8839, '5.2'],
  resource: ['word', 'media', 6787, '4.2'],
  rid: ['rid', 'media', 8851, '10'],
  rtcp: ['rtcp', 'media', 3605, '2.1'],
  'rtcp-fb': ['rtcpFeedback', 'media', 4585, '4.2'],
  'rtcp-mux': ['flag', 'media', 5761, '5.1.1'],
  'rtcp-mux-only': ['flag', 'media', 8858, '4'],
  'rtcp-rsize': ['flag', 'media', 5506, '5'],
  'rtcp-unicast': ['word', 'media', 5760, '13'],
  'rtcp-xr': ['pairs', 'both', 3611, '5.1'],
  rtpmap: ['rtpmap', 'media', 8866, '6.6'],
  'sctp-port': ['integer', 'media', 8841, '5.1'],
  sctpmap: ['sctpmap', 'media', 8841, '4'],
  sdplang: ['word', 'both', 8866, '6.11'],
  sendonly: ['flag', 'both', 8866, '6.7'],
  sendrecv: ['flag', 'both', 8866, '6.7'],
  setup: ['word', 'both', 4145, '4', 'active|passive|actpass|holdconn'],
  silenceSupp: ['words', 'media', 3108, '5.6.3'],
  simulcast: ['simulcast', 'media', 8853, '5.1'],
  'source-filter': ['sourceFilter', 'both', 4570, '3'],
  sqn: ['integer', 'both', 3407, '3.1'],
  ssrc: ['numberedAttribute', 'media', 5576, '4.1'],
  'ssrc-group': ['ssrcGroup', 'media', 5576, '4.2'],
  T38FaxFillBitRemoval: ['switch', 'media', 0, 'D.2.3'],
  T38FaxMaxBuffer: ['integer', 'media', 0, 'D.2.3'],
  T38FaxMaxDatagram: ['integer', 'media', 0, 'D.2.3'],
  T38FaxRateManagement: ['word', 'media', 0, 'D.2.3', 'localTCF|transferredTCF'],
  T38FaxTranscodingJBIG: ['switch', 'media', 0, 'D.2.3'],
  T38FaxTranscodingMMR: ['switch', 'media', 0, 'D.2.3'],
  T38FaxUdpEC: ['word', 'media', 0, 'D.2.3', 't38UDPFEC|t38UDPRedundancy|t38UDPNoEC'],
  T38FaxVersion: ['integer', 'media', 0, 'D.2.3'],
  T38MaxBitRate: ['integer', 'media', 0, 'D.2.3'],
  tcap: ['tcap', 'both', 5939, '3.4.2'],
  'tls-id': ['word', 'both', 8842, '4'],
  tool: ['text', 'session', 8866, '6.3'],
  'ts-refclk': ['pairs', 'any', 7273, '4.8'],
  type: ['word', 'session', 8866, '6.9'],
  userid: ['word', 'media', 8856, '5.3'],
  'zrtp-hash': ['zrtpHash', 'media', 6189, '8'],
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

/** Whether an attribute of that row may stand there. */
export function isAtItsLevel([, levels]: AttributeRow, level: AttributeLevel): boolean {
  if (levels === 'both') return level !== 'source';
  if (levels === 'fmtp') return level !== 'session';
  return levels === 'any' || levels === level;
}

/** What a value of that name should be and is not. */
export function valueExpected(name: string, value: string): string | undefined {
  const values = rows.get(name)?.[4]?.split('|');
  if (values !== undefined) return values.includes(value) ? undefined : values.join(', ');
  const form = forms.get(name);
  return form === undefined || form[0].test(value) ? undefined : form[1];
}
