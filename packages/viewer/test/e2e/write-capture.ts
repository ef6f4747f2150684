/** A classic pcap (little-endian, microseconds, LINKTYPE_RAW) with these texts as UDP payloads between two endpoints. */
export function writeCapture(messages: readonly string[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(262_144, 16);
  head.writeUInt32LE(101, 20);
  return Buffer.concat([head, ...messages.map((message, at) => packet(Buffer.from(message, 'utf8'), at))]);
}

function packet(payload: Buffer, at: number): Buffer {
  const length = 28 + payload.length;
  const bytes = Buffer.alloc(16 + 28);
  bytes.writeUInt32LE(1_795_000_000 + at, 0);
  bytes.writeUInt32LE(length, 8);
  bytes.writeUInt32LE(length, 12);
  // IPv4: 20 bytes of header, UDP, 192.0.2.1 to 192.0.2.2; every other packet goes back.
  bytes.writeUInt8(0x45, 16);
  bytes.writeUInt16BE(length, 18);
  bytes.writeUInt8(64, 24);
  bytes.writeUInt8(17, 25);
  const isBack = at % 2 === 1;
  bytes.set([192, 0, 2, isBack ? 2 : 1], 28);
  bytes.set([192, 0, 2, isBack ? 1 : 2], 32);
  bytes.writeUInt16BE(5060, 36);
  bytes.writeUInt16BE(5060, 38);
  bytes.writeUInt16BE(8 + payload.length, 40);
  return Buffer.concat([bytes, payload]);
}
