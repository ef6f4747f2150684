import { analyzePackets } from './analyze.ts';
import type { Packet } from './capture/packet.ts';
import type { Rule } from './conformance/rule.ts';
import type { MessageFinding } from './rows.ts';

/** IPv4 and UDP. */
const packetHeaderBytes = 28;
/** LINKTYPE_RAW: packets begin with their IP header. */
const rawIp = 101;
const noClock = { epochNs: 0n, decimals: 6, isUnknown: true } as const;
/** Of UDP's length field. */
const longest = 65_535 - packetHeaderBytes;

/**
 * What of one message, by itself, departs from the rules of messages: of all else the message's dialog, its neighbours, would have to be known. Nothing of a
 * message that is longer than a datagram, or is no SIP. It may come from a log: what only the wire would show, its transport, the ends of lines that were cut, is not told.
 */
export async function judgeMessage(bytes: Uint8Array, rules: readonly Rule[]): Promise<readonly MessageFinding[]> {
  if (bytes.length > longest) return [];
  const ofMessages = rules.filter(({ of }) => of === 'message');
  const packet = packetOf(bytes);
  const source = { clock: noClock, format: 'sip-text', bytes: bytes.length, packets: 1, linkTypes: ['text'] };
  const analysis = await analyzePackets([[packet]], source, { rules: ofMessages, media: false });
  return [...analysis.findings()]
    .filter(({ index }) => index === undefined)
    .map(({ rule, level, severity, title, message, seen, rfc, section, span }) => ({
      rule,
      level,
      severity,
      title,
      message,
      seen,
      rfc,
      section,
      ...(span === undefined ? {} : { span }),
    }));
}

/** Between addresses for documentation, without checksums. */
function packetOf(payload: Uint8Array): Packet {
  const bytes = new Uint8Array(packetHeaderBytes + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, bytes.length);
  view.setUint8(8, 64);
  view.setUint8(9, 17);
  bytes.set([192, 0, 2, 1, 192, 0, 2, 2], 12);
  view.setUint16(20, 5060);
  view.setUint16(22, 5060);
  view.setUint16(24, bytes.length - 20);
  bytes.set(payload, packetHeaderBytes);
  const end = bytes.length;
  return { frame: 1, timeNs: 0, linkType: rawIp, bytes, start: 0, end, offset: 0, originalLength: end };
}
