/*
 * RIFF WAVE with linear PCM of 16 bits:
 *
 *     'RIFF' length(4) 'WAVE'   'fmt ' 16(4) 1(2) channels(2) rate(4) bytes a second(4) bytes a frame(2) 16(2)   'data' length(4)
 */
export const WAV_HEADER_BYTES = 44;
const SAMPLE_BYTES = 2;
const MOST_BYTES = 0xffff_ffff;

export type WavFormat = {
  readonly rateHz: number;
  readonly channels: number;
  /** Samples of each channel. */
  readonly frames: number;
};

/** Whether so much fits into a WAV file: lengths have 32 bits, which is 4 GiB. */
export function fitsWav({ channels, frames }: WavFormat): boolean {
  return WAV_HEADER_BYTES + frames * channels * SAMPLE_BYTES <= MOST_BYTES;
}

/** Throws a `RangeError` where it does not fit. */
export function wavHeader(format: WavFormat): Uint8Array {
  if (!fitsWav(format)) throw new RangeError('A WAV file holds no more than 4 GiB.');
  const { rateHz, channels, frames } = format;
  const dataBytes = frames * channels * SAMPLE_BYTES;
  const bytes = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  const letters = (at: number, text: string): void => {
    for (let letter = 0; letter < text.length; letter++) bytes[at + letter] = text.charCodeAt(letter);
  };
  letters(0, 'RIFF');
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  letters(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * channels * SAMPLE_BYTES, true);
  view.setUint16(32, channels * SAMPLE_BYTES, true);
  view.setUint16(34, 8 * SAMPLE_BYTES, true);
  letters(36, 'data');
  view.setUint32(40, dataBytes, true);
  return bytes;
}

/** Samples as they stand in the file. */
export function wavSamples(samples: Int16Array): Uint8Array {
  if (isLittleEndian) return new Uint8Array(samples.slice().buffer);
  const bytes = new Uint8Array(samples.length * SAMPLE_BYTES);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < samples.length; at++) view.setInt16(at * SAMPLE_BYTES, samples[at]!, true);
  return bytes;
}

/** Whether this machine has numbers as the file wants them. */
const isLittleEndian: boolean = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
