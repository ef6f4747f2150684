import type { ByteWindow } from './byte-window.ts';
import { CaptureError } from './capture-error.ts';

/** What people mistake for a capture, or what a capture is wrapped in: known by its first bytes. */
const fileKinds: readonly { readonly magic: readonly number[]; readonly name: string; readonly advice?: string }[] = [
  { magic: [0xff, 0xd8, 0xff], name: 'a JPEG image' },
  { magic: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG image' },
  { magic: [0x47, 0x49, 0x46, 0x38], name: 'a GIF image' },
  { magic: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document' },
  { magic: [0x7f, 0x45, 0x4c, 0x46], name: 'a program (ELF)' },
  { magic: [0x52, 0x49, 0x46, 0x46], name: 'a RIFF file (WAV, AVI)' },
  { magic: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive', advice: 'Unpack it first.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'compressed with zstd once more', advice: 'Unpack it first: zstd -d.' },
  { magic: [0xfd, 0x37, 0x7a, 0x58], name: 'compressed with xz', advice: 'Unpack it first: xz -d.' },
  { magic: [0x42, 0x5a, 0x68], name: 'compressed with bzip2', advice: 'Unpack it first: bzip2 -d.' },
  { magic: [0x04, 0x22, 0x4d, 0x18], name: 'compressed with lz4', advice: 'Unpack it first: lz4 -d.' },
  { magic: [0x1f, 0x8b], name: 'compressed with gzip once more', advice: 'Unpack it first: gzip -d.' },
  { magic: [0x47, 0x4d, 0x42, 0x55], name: 'a Network Monitor capture', advice: 'Convert it: editcap -F pcapng.' },
  { magic: [0x58, 0x43, 0x50, 0], name: 'a NetXRay capture', advice: 'Convert it: editcap -F pcapng.' },
];

/** Whether the file's first bytes, as far as they have come, are those of something else than a capture. */
export function isOtherFile({ bytes, start, end }: ByteWindow): boolean {
  return kindOf(bytes, start, end) !== undefined;
}

/** Says what an input is that is of no format that is read. */
export function notACapture(bytes: Uint8Array, start: number, end: number): CaptureError {
  const seen = hex(bytes, start, Math.min(end, start + 4));
  const kind = kindOf(bytes, start, end);
  const begins = `begins with ${seen}`;
  if (kind !== undefined) {
    const advice = kind.advice ?? 'Choose a pcap or pcapng file.';
    return new CaptureError('capture-format', `This is ${kind.name}, not a capture: it ${begins}. ${advice}`, {
      offset: 0,
    });
  }
  const name = isText(bytes, start, Math.min(end, start + 64))
    ? 'This is text, not a capture'
    : 'This is not a capture';
  const expected =
    'A pcap file begins with a1 b2 c3 d4 (or d4 c3 b2 a1), a pcapng file with 0a 0d 0d 0a, a snoop file with 73 6e 6f 6f 70';
  return new CaptureError('capture-format', `${name}: it ${begins}. ${expected}.`, { offset: 0 });
}

/** Says of a text that no SIP message was found in it. */
export function textWithoutSip(firstBytes: Uint8Array): CaptureError {
  const seen = hex(firstBytes, 0, firstBytes.length);
  const detail = `This is text, not a capture: it begins with ${seen}. No SIP message was found in it.`;
  const advice =
    'A message begins with a line like "INVITE sip:bob@example.com SIP/2.0" or "SIP/2.0 200 OK", and header fields follow it.';
  return new CaptureError('capture-format', `${detail} ${advice}`, { offset: 0 });
}

function kindOf(bytes: Uint8Array, start: number, end: number): (typeof fileKinds)[number] | undefined {
  return fileKinds.find(({ magic }) => magic.every((byte, i) => start + i < end && bytes[start + i] === byte));
}

function hex(bytes: Uint8Array, start: number, end: number): string {
  return Array.from(bytes.subarray(start, end), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function isText(bytes: Uint8Array, start: number, end: number): boolean {
  return bytes.subarray(start, end).every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d));
}
