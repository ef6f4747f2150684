/** A classic pcap file (microseconds, raw IPv4) that carries these messages in UDP, a millisecond apart. */
export function pcapOf(messages: readonly string[]): Uint8Array {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(101, 20);
  return Buffer.concat([header, ...messages.map((message, index) => record(Buffer.from(message), index))]);
}

function record(payload: Buffer, index: number): Buffer {
  const packet = Buffer.alloc(28);
  packet[0] = 0x45;
  packet.writeUInt16BE(28 + payload.length, 2);
  packet.writeUInt16BE(index, 4);
  packet[8] = 64;
  packet[9] = 17;
  packet.set([192, 0, 2, 1], 12);
  packet.set([192, 0, 2, 2], 16);
  packet.writeUInt16BE(5060, 20);
  packet.writeUInt16BE(5060, 22);
  packet.writeUInt16BE(8 + payload.length, 24);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(1_795_000_000, 0);
  header.writeUInt32LE(index * 1000, 4);
  header.writeUInt32LE(packet.length + payload.length, 8);
  header.writeUInt32LE(packet.length + payload.length, 12);
  return Buffer.concat([header, packet, payload]);
}

/** An INVITE; what is given takes the place of what stands there otherwise. */
export function invite(part: { callId?: string; from?: string; userAgent?: string } = {}): string {
  return [
    'INVITE sip:bob@example.org SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    `From: ${part.from ?? '<sip:alice@example.org>;tag=1'}`,
    'To: <sip:bob@example.org>',
    `Call-ID: ${part.callId ?? 'a@192.0.2.1'}`,
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    `User-Agent: ${part.userAgent ?? 'phone'}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
