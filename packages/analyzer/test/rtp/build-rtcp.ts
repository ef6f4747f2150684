/** RTCP packets, field by field: what tests send. A compound is `compound(senderReport(…), sourceDescription(…))`. */

export type BlockFields = {
  readonly ssrc: number;
  readonly fractionLost?: number;
  readonly cumulativeLost?: number;
  readonly extendedHighest?: number;
  readonly jitter?: number;
  readonly lastSr?: number;
  readonly delaySinceLastSr?: number;
};

export type SenderFields = {
  readonly ssrc: number;
  /** `[seconds, fraction]`. */
  readonly ntp?: readonly [number, number];
  readonly rtpTimestamp?: number;
  readonly packetCount?: number;
  readonly octetCount?: number;
  readonly blocks?: readonly BlockFields[];
};

export type Bytes = readonly number[];

export function word(value: number): Bytes {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

export function half(value: number): Bytes {
  return [(value >>> 8) & 0xff, value & 0xff];
}

/** A packet with its header; `body` is filled up to the next word. */
export function packet(type: number, count: number, ...body: readonly Bytes[]): Bytes {
  const bytes = body.flat();
  while (bytes.length % 4 !== 0) bytes.push(0);
  return [0x80 | count, type, ...half(bytes.length / 4), ...bytes];
}

function block(fields: BlockFields): Bytes {
  const { ssrc, fractionLost = 0, cumulativeLost = 0, extendedHighest = 0, jitter = 0, lastSr = 0 } = fields;
  return [
    ...word(ssrc),
    fractionLost,
    ...word(cumulativeLost).slice(1),
    ...word(extendedHighest),
    ...word(jitter),
    ...word(lastSr),
    ...word(fields.delaySinceLastSr ?? 0),
  ];
}

export function senderReport(fields: SenderFields): Bytes {
  const { ssrc, ntp = [0, 0], rtpTimestamp = 0, packetCount = 0, octetCount = 0, blocks = [] } = fields;
  const numbers = [ssrc, ...ntp, rtpTimestamp, packetCount, octetCount];
  return packet(200, blocks.length, ...numbers.map(word), ...blocks.map(block));
}

export function receiverReport(ssrc: number, ...blocks: readonly BlockFields[]): Bytes {
  return packet(201, blocks.length, word(ssrc), ...blocks.map(block));
}

/** Items are `[type, text]`. */
export function sourceDescription(
  ...chunks: readonly { readonly ssrc: number; readonly items: readonly (readonly [number, string])[] }[]
): Bytes {
  const all = chunks.map(({ ssrc, items }) => {
    const bytes = [...word(ssrc), ...items.flatMap(([type, text]) => item(type, new TextEncoder().encode(text))), 0];
    while (bytes.length % 4 !== 0) bytes.push(0);
    return bytes;
  });
  return packet(202, chunks.length, ...all);
}

function item(type: number, text: Uint8Array): Bytes {
  return [type, text.length, ...text];
}

export function cname(ssrc: number, name: string): Bytes {
  return sourceDescription({ ssrc, items: [[1, name]] });
}

export function goodbye(ssrcs: readonly number[], reason?: string): Bytes {
  const text = new TextEncoder().encode(reason ?? '');
  return packet(203, ssrcs.length, ...ssrcs.map(word), reason === undefined ? [] : [text.length, ...text]);
}

export function application(ssrc: number, subtype: number, name: string, data: Bytes = []): Bytes {
  return packet(204, subtype, word(ssrc), [...new TextEncoder().encode(name)], data);
}

/** `type`: 205 or 206. */
export function feedback(
  type: number,
  format: number,
  ssrc: number,
  media: number,
  ...control: readonly Bytes[]
): Bytes {
  return packet(type, format, word(ssrc), word(media), ...control);
}

export function extendedReport(ssrc: number, ...blocks: readonly Bytes[]): Bytes {
  return packet(207, 0, word(ssrc), ...blocks);
}

/** A block of an extended report; `contents` are words. */
export function xrBlock(type: number, specific: number, ...contents: readonly Bytes[]): Bytes {
  const bytes = contents.flat();
  return [type, specific, ...half(bytes.length / 4), ...bytes];
}

/** With padding, of a multiple of four bytes. */
export function padded(bytes: Bytes, padding: number): Bytes {
  const [first = 0, type = 0, high = 0, low = 0, ...rest] = bytes;
  const words = (high << 8) + low + padding / 4;
  return [first | 0x20, type, ...half(words), ...rest, ...Array.from({ length: padding - 1 }, () => 0), padding];
}

export function compound(...packets: readonly Bytes[]): Uint8Array {
  return new Uint8Array(packets.flat());
}
