/** Tones, and what is heard of them. */

export function tone(hz: number, rateHz: number, seconds: number, amplitude: number = 12_000): Int16Array {
  return Int16Array.from({ length: Math.round(rateHz * seconds) }, (_, at) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * at) / rateHz)),
  );
}

/** The frequency that stands out of these samples, to a tenth of a hertz or so: rising zero crossings over the time between the first and the last. */
export function frequencyOf(samples: Int16Array, rateHz: number): number {
  let first = -1;
  let last = -1;
  let periods = -1;
  for (let at = 1; at < samples.length; at++) {
    const [before, now] = [samples[at - 1]!, samples[at]!];
    if (before >= 0 || now < 0) continue;
    last = at - 1 + before / (before - now);
    if (first < 0) first = last;
    periods++;
  }
  return (periods * rateHz) / (last - first);
}

/** How much of the power lies at a frequency, from 0 to 1 (Goertzel). */
export function purityAt(hz: number, samples: Int16Array, rateHz: number): number {
  const turn = (2 * Math.PI * hz) / rateHz;
  let [real, imaginary, power] = [0, 0, 0];
  for (const [at, sample] of samples.entries()) {
    real += sample * Math.cos(turn * at);
    imaginary += sample * Math.sin(turn * at);
    power += sample * sample;
  }
  return (2 * (real ** 2 + imaginary ** 2)) / samples.length / Math.max(power, 1);
}

export function rms(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(samples.length, 1));
}
