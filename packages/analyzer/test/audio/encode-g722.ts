import { saturate } from '../../src/media/audio/codec/audio-decoder.ts';
import { G722Band, higherScale, lowerScale } from '../../src/media/audio/codec/g722-band.ts';

/* A G.722 coder: ITU-T G.722 §4.1 to §4.3. The adaptive part is the decoder's. */

// prettier-ignore
const Q6 = [
  0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714,
  786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919,
];
const QM4 = [0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0];
const QM2 = [-7408, -1616, 7408, 1616];
const WL = [-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60];
const QMF = [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11];

export function encodeG722(samples: Int16Array): Uint8Array {
  const [lower, higher] = [new G722Band(lowerScale, 32), new G722Band(higherScale, 8)];
  const taps = new Int32Array(24);
  return Uint8Array.from({ length: samples.length >> 1 }, (_, at) => {
    taps.copyWithin(0, 2);
    taps.set(samples.subarray(2 * at, 2 * at + 2), 22);
    let [odd, even] = [0, 0];
    for (let tap = 0; tap < 12; tap++) {
      odd += taps[2 * tap]! * QMF[tap]!;
      even += taps[2 * tap + 1]! * QMF[11 - tap]!;
    }
    return (encodeHigher(higher, (even - odd) >> 14) << 6) | encodeLower(lower, (even + odd) >> 14);
  });
}

function encodeLower(band: G722Band, sample: number): number {
  const error = saturate(sample - band.s);
  const size = error >= 0 ? error : -(error + 1);
  let level = 1;
  while (level < 30 && size >= (Q6[level]! * band.det) >> 12) level++;
  // The outermost codes of negative errors differ from the others' by not being used in the 48 kbit/s mode.
  const code = error >= 0 ? 62 - level : level < 3 ? 64 - level : 34 - level;
  const core = code >> 2;
  const d = (band.det * QM4[core]!) >> 15;
  band.adaptScale(WL[core]!);
  band.predict(d);
  return code;
}

function encodeHigher(band: G722Band, sample: number): number {
  const error = saturate(sample - band.s);
  const size = error >= 0 ? error : -(error + 1);
  const isOuter = size >= (564 * band.det) >> 12;
  const code = error < 0 ? (isOuter ? 0 : 1) : isOuter ? 2 : 3;
  const d = (band.det * QM2[code]!) >> 15;
  band.adaptScale(isOuter ? 798 : -214);
  band.predict(d);
  return code;
}
