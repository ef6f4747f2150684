import { analyze } from './analyze.ts';
import type { Rule } from './conformance/rule.ts';
import type { MessageFinding } from './rows.ts';

const fileHeaderBytes = 24;
const recordHeaderBytes = 16;
/** IPv4 and UDP. */
const packetHeaderBytes = 28;
/** LINKTYPE_RAW: packets begin with their IP header. */
const rawIp = 101;
/** Of UDP's length field. */
const longest = 65_535 - packetHeaderBytes;

/**
 * What of one message, by itself, departs from the rules of messages: of all else the message's dialog, its neighbours, would have to be known. Nothing of a
 * message that is longer than a datagram, or is no SIP.
 */
export async function judgeMessage(bytes: Uint8Array, rules: readonly Rule[]): Promise<readonly MessageFinding[]> {
  if (bytes.length > longest) return [];
  const ofMessages = rules.filter(({ of }) => of === 'message');
  const analysis = await analyze([captureOf(bytes)], { rules: ofMessages, media: false });
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

/** A capture of one packet, between addresses for documentation, without checksums. */
function captureOf(payload: Uint8Array): Uint8Array {
  const packet = fileHeaderBytes + recordHeaderBytes;
  const capture = new Uint8Array(packet + packetHeaderBytes + payload.length);
  const view = new DataView(capture.buffer);
  view.setUint32(0, 0xa1b2c3d4);
  view.setUint16(4, 2);
  view.setUint16(6, 4);
  view.setUint32(16, 262_144);
  view.setUint32(20, rawIp);
  view.setUint32(fileHeaderBytes + 8, packetHeaderBytes + payload.length);
  view.setUint32(fileHeaderBytes + 12, packetHeaderBytes + payload.length);
  view.setUint8(packet, 0x45);
  view.setUint16(packet + 2, packetHeaderBytes + payload.length);
  view.setUint8(packet + 8, 64);
  view.setUint8(packet + 9, 17);
  capture.set([192, 0, 2, 1, 192, 0, 2, 2], packet + 12);
  view.setUint16(packet + 20, 5060);
  view.setUint16(packet + 22, 5060);
  view.setUint16(packet + 24, packetHeaderBytes - 20 + payload.length);
  capture.set(payload, packet + packetHeaderBytes);
  return capture;
}
