import { type HeardStream, visibleText } from '@sipscope/analyzer';
import type { Extracted } from './extract.ts';
import type { AudioFile } from './record-call.ts';

/** What was written, line by line, and what of it could not be heard. */
export function extractedText({ packets, audio = [] }: Extracted): string {
  const lines = [
    ...(packets === undefined ? [] : [`${packets.file}: ${packets.bytes.toLocaleString('en')} bytes`]),
    ...audio.flatMap(audioLines),
  ];
  return lines.map((line) => `${visibleText(line)}\n`).join('');
}

function audioLines({ file, seconds, rateHz, started, streams }: AudioFile): readonly string[] {
  const when = started === undefined ? '' : `, from ${started}`;
  return [`${file}: ${seconds} s at ${rateHz.toLocaleString('en')} Hz${when}`, ...streams.flatMap(streamLines)];
}

function streamLines({
  stream,
  side,
  fromSeconds,
  toSeconds,
  lostPackets,
  concealedSeconds,
  undecoded = [],
}: HeardStream) {
  const span = fromSeconds === undefined ? 'nothing heard' : `${fromSeconds} s to ${toSeconds} s`;
  const lost = lostPackets === 0 ? '' : `, ${lostPackets} packets lost`;
  const covered = concealedSeconds === undefined ? '' : `, ${concealedSeconds} s of it covered`;
  return [
    `  ${side} ${stream}: ${span}${lost}${covered}`,
    ...undecoded.map(({ codec, seconds, why }) => `    ${codec} could not be heard, ${seconds} s are silence: ${why}`),
  ];
}
