/**
 * How long an Opus packet is:
 *
 *     configuration(5) stereo(1) code(2), then by the code one frame, two, or as many as the next byte says
 *
 * RFC 6716 §3.
 */
const RATE = 48_000;
/** A packet is no longer than 120 ms (R5), a frame no longer than 1275 bytes (R2). */
const MOST_SAMPLES = 5760;
const MOST_FRAME_BYTES = 1275;
const VBR = 0x80;
const PADDED = 0x40;

/** Samples at 48 kHz; 0 where these are no packet's bytes (R1 to R7). */
export function opusSamples(packet: Uint8Array): number {
  const [toc] = packet;
  if (toc === undefined) return 0;
  const length = frameSamples(toc >> 3);
  switch (toc & 3) {
    case 0:
      return packet.length - 1 > MOST_FRAME_BYTES ? 0 : length;
    case 1:
      return (packet.length & 1) === 1 && (packet.length - 1) / 2 <= MOST_FRAME_BYTES ? 2 * length : 0;
    case 2:
      return fitsTwo(packet) ? 2 * length : 0;
    default:
      return ofSeveral(packet, length);
  }
}

/** By the configuration: SILK, hybrid, CELT. Table 2. */
function frameSamples(configuration: number): number {
  const ms10 = [100, 200, 400, 600];
  const tenths =
    configuration < 12
      ? ms10[configuration & 3]!
      : configuration < 16
        ? ms10[configuration & 1]!
        : [25, 50, 100, 200][configuration & 3]!;
  return (tenths * RATE) / 10_000;
}

function fitsTwo(packet: Uint8Array): boolean {
  const { bytes, size } = frameLength(packet, 1);
  const rest = packet.length - 1 - size - bytes;
  return bytes >= 0 && rest >= 0 && rest <= MOST_FRAME_BYTES;
}

/** §3.2.5. */
function ofSeveral(packet: Uint8Array, length: number): number {
  const count = packet[1];
  if (count === undefined) return 0;
  const frames = count & 0x3f;
  const samples = frames * length;
  if (frames === 0 || samples > MOST_SAMPLES) return 0;
  let at = 2;
  let padding = 0;
  if ((count & PADDED) !== 0) {
    for (;;) {
      const byte = packet[at++];
      if (byte === undefined) return 0;
      padding += byte === 255 ? 254 : byte;
      if (byte !== 255) break;
    }
  }
  const end = packet.length - padding;
  if (end < at) return 0;
  if ((count & VBR) === 0) {
    const each = (end - at) / frames;
    return Number.isInteger(each) && each <= MOST_FRAME_BYTES ? samples : 0;
  }
  let told = 0;
  for (let frame = 1; frame < frames; frame++) {
    const { bytes, size } = frameLength(packet, at);
    if (bytes < 0) return 0;
    told += bytes;
    at += size;
  }
  const rest = end - at - told;
  return rest >= 0 && rest <= MOST_FRAME_BYTES ? samples : 0;
}

/** One or two bytes; -1 where they are not there. §3.2.1. */
function frameLength(packet: Uint8Array, at: number): { readonly bytes: number; readonly size: number } {
  const first = packet[at];
  if (first === undefined) return { bytes: -1, size: 0 };
  if (first < 252) return { bytes: first, size: 1 };
  const second = packet[at + 1];
  return second === undefined ? { bytes: -1, size: 0 } : { bytes: 4 * second + first, size: 2 };
}
