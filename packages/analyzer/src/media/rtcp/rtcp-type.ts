/** Packet types of RTCP: IANA "RTCP Control Packet types (PT)". */
export const RTCP = {
  senderReport: 200,
  receiverReport: 201,
  sourceDescription: 202,
  goodbye: 203,
  application: 204,
  transportFeedback: 205,
  payloadFeedback: 206,
  extendedReport: 207,
} as const;

/** Those that RTP has no payload types for where both share a port: RFC 5761 §4. */
export function isRtcpType(type: number): boolean {
  return type >= 192 && type <= 223;
}

const typeNames: ReadonlyMap<number, string> = new Map([
  // RFC 2032 §5.2.
  [192, 'FIR'],
  [193, 'NACK'],
  // RFC 5484, RFC 5450.
  [194, 'SMPTETC'],
  [195, 'IJ'],
  [200, 'SR'],
  [201, 'RR'],
  [202, 'SDES'],
  [203, 'BYE'],
  [204, 'APP'],
  [205, 'RTPFB'],
  [206, 'PSFB'],
  [207, 'XR'],
  // IEEE 1733, RFC 5760, RFC 6284, RFC 7272, RFC 8861, RFC 8286.
  [208, 'AVB'],
  [209, 'RSI'],
  [210, 'TOKEN'],
  [211, 'IDMS'],
  [212, 'RGRS'],
  [213, 'SNM'],
]);

/** The name of a packet type; of one that has none its number. */
export function rtcpTypeName(type: number): string {
  return typeNames.get(type) ?? `type ${type}`;
}

/** Formats of transport layer feedback: IANA "FMT Values for RTPFB Payload Types". */
export const RTPFB = { nack: 1, tmmbr: 3, tmmbn: 4, tllei: 7, ccfb: 11, transportCc: 15 } as const;

/** Formats of payload-specific feedback: IANA "FMT Values for PSFB Payload Types". */
export const PSFB = {
  pli: 1,
  sli: 2,
  rpsi: 3,
  fir: 4,
  tstr: 5,
  tstn: 6,
  vbcm: 7,
  pslei: 8,
  application: 15,
} as const;

const transportFormats: ReadonlyMap<number, string> = new Map([
  [1, 'NACK'],
  [3, 'TMMBR'],
  [4, 'TMMBN'],
  // RFC 6051, RFC 6285, RFC 6642, RFC 6679, RFC 7728, TS 26.114, RFC 8888.
  [5, 'RTCP-SR-REQ'],
  [6, 'RAMS'],
  [7, 'TLLEI'],
  [8, 'RTCP-ECN-FB'],
  [9, 'PAUSE-RESUME'],
  [10, 'DBI'],
  [11, 'CCFB'],
  [15, 'transport-cc'],
]);

const payloadFormats: ReadonlyMap<number, string> = new Map([
  [1, 'PLI'],
  [2, 'SLI'],
  [3, 'RPSI'],
  [4, 'FIR'],
  [5, 'TSTR'],
  [6, 'TSTN'],
  [7, 'VBCM'],
  // RFC 6642, TS 26.114, RFC 9627.
  [8, 'PSLEI'],
  [9, 'ROI'],
  [10, 'LRR'],
  [15, 'AFB'],
]);

/** The name of a feedback message; of one that has none, its type and format: `RTPFB 20`. */
export function feedbackName(type: number, format: number): string {
  const names = type === RTCP.transportFeedback ? transportFormats : payloadFormats;
  return names.get(format) ?? `${rtcpTypeName(type)} ${format}`;
}

/** Items of source descriptions: RFC 3550 §6.5. `PRIV` has a prefix of its own. */
export const SDES = { end: 0, cname: 1, priv: 8 } as const;

const sdesNames = ['cname', 'name', 'email', 'phone', 'loc', 'tool', 'note', 'priv'] as const;
export type SdesName = (typeof sdesNames)[number];

/** The name of an item that texts are kept of; undefined of others. */
export function sdesName(type: number): SdesName | undefined {
  return sdesNames[type - 1];
}

/** Report blocks of extended reports: RFC 3611 §4. */
export const XR = {
  lossRle: 1,
  duplicateRle: 2,
  receiptTimes: 3,
  referenceTime: 4,
  dlrr: 5,
  statistics: 6,
  voipMetrics: 7,
} as const;
