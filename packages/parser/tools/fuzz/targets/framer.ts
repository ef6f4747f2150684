import {
  type FramedPiece,
  frameDatagram,
  frameWebSocketMessage,
  type Limits,
  MessageFramer,
} from '../../../src/index.ts';
import { randomOf } from '../../../test/mutate.ts';
import { demand } from '../broken-promise.ts';
import { headerMutators, lineMutators } from '../line-mutators.ts';
import { demandSpan } from '../read-everything.ts';
import { encodeSeeds, messageSeeds } from '../seeds.ts';
import type { Target } from '../target.ts';

/** A stream, however it is cut into chunks; and the same bytes as a datagram, and as a message of a WebSocket. */
export const framerTarget: Target = {
  name: 'framer',
  seeds: framerSeeds,
  mutators: [...lineMutators, ...headerMutators, ...headerMutators.slice(-1)],
  check: checkStream,
};

/** So small that the limits are met. */
const narrow = { messageBytes: 600, headerSectionBytes: 300 };
/** Beyond a message, a framer holds no more than a piece of junk, and what may become a start line. */
const heldBytes = 82_000;

function framerSeeds(): readonly Uint8Array[] {
  const start = 'INVITE sip:a SIP/2.0\n';
  return [
    ...encodeSeeds(
      `\n\n${start}l: 2\n\nabSIP/2.0 200 OK\nl: 0\n\n\n\n`,
      `junk\n${start}X: y\n\n${start}c: a/b\n\nbody\n${start}`,
      `${start}l: 40\n\n${start}X: a\n\nBYE sip:b SIP/2.0\nCSeq: 1 BYE\n\n`,
      `${start}l: 99999\n\nx\nSIP/2.0 100 T\nVia: x\n\n`,
      `${start}Content-Length: 5\nContent-Length: 3\n\nabcdefgh\n${start}\n`,
    ),
    ...messageSeeds().filter(({ length }) => length <= 2000),
  ];
}

function checkStream(bytes: Uint8Array): void {
  const random = randomOf(bytes.length * 31 + (bytes[bytes.length >> 1] ?? 0));
  const limits: Partial<Limits> = bytes.length % 3 === 0 ? narrow : {};
  const whole = frame(bytes, limits, () => bytes.length);
  checkTiling(whole, bytes.length);
  const pieces = outline(whole);
  const inChunks = outline(frame(bytes, limits, () => 1 + Math.floor(random() * random() * 200)));
  demand(pieces === inChunks, 'any chunks give the same pieces', () => `whole ${pieces} in chunks ${inChunks}`);
  if (bytes.length <= 200) {
    const byByte = outline(frame(bytes, limits, () => 1));
    demand(pieces === byByte, 'any chunks give the same pieces', () => `whole ${pieces} by the byte ${byByte}`);
  }
  checkTiling(frameDatagram(bytes), bytes.length);
  checkTiling(frameWebSocketMessage(bytes, { isText: true }), bytes.length);
}

function frame(bytes: Uint8Array, limits: Partial<Limits>, chunkBytes: () => number): readonly FramedPiece[] {
  const framer = new MessageFramer({ limits });
  const pieces: FramedPiece[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + chunkBytes());
    for (const piece of framer.push(bytes.subarray(at, end))) pieces.push(piece);
    at = end;
    const held = at - (pieces.at(-1)?.end ?? 0);
    demand(
      held <= heldBytes + (limits.messageBytes ?? at),
      'a framer holds a message and a little',
      () => `${held} bytes`,
    );
  }
  demand(framer.offset === bytes.length, 'the framer counts every byte', () => `${framer.offset} of ${bytes.length}`);
  return [...pieces, ...framer.end()];
}

function checkTiling(pieces: readonly FramedPiece[], length: number): void {
  let at = 0;
  for (const { start, end, diagnostics, kind } of pieces) {
    demand(start === at && end > start, 'pieces tile the stream', () => `${kind} at ${start} behind ${at}`);
    for (const { code, span } of diagnostics) demandSpan(span, length, `diagnostic ${code}`);
    at = end;
  }
  demand(at === length, 'pieces tile the stream', () => `${at} of ${length}`);
}

function outline(pieces: readonly FramedPiece[]): string {
  return pieces
    .map((piece) => {
      const { kind, start, end, diagnostics } = piece;
      const body = piece.kind === 'message' ? `/${piece.message.bodySpan.join('-')}/${piece.message.bytes.length}` : '';
      return `${kind} ${start}-${end}${body} ${diagnostics.map(({ code, span, detail }) => `${code} ${span.join('-')} ${detail}`).join()}`;
    })
    .join('; ');
}
