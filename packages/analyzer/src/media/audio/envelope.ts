/** How loud a channel is over time, for a waveform to be drawn: of each bucket the least and the greatest sample, and the square root of their mean square. */
export type ChannelEnvelope = {
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly rms: readonly number[];
};

/** At most so many; then every two become one. */
const MOST_BUCKETS = 2048;
const FIRST_BUCKET_SECONDS = 0.01;

/** The envelope of as many samples as come, in memory that does not grow. */
export class EnvelopeBuilder {
  readonly #channels: readonly ChannelBuilder[];
  #width: number;
  readonly #rateHz: number;
  #inBucket = 0;

  constructor(rateHz: number, channels: number) {
    this.#rateHz = rateHz;
    this.#width = Math.max(1, Math.round(rateHz * FIRST_BUCKET_SECONDS));
    this.#channels = Array.from({ length: channels }, () => new ChannelBuilder());
  }

  /** Of every bucket but the last. */
  get bucketMs(): number {
    return (this.#width * 1000) / this.#rateHz;
  }

  /** Channels in turn. */
  receive(samples: Int16Array): void {
    const count = this.#channels.length;
    for (let at = 0; at + count <= samples.length; at += count) {
      for (let channel = 0; channel < count; channel++) this.#channels[channel]!.take(samples[at + channel]!);
      if (++this.#inBucket < this.#width) continue;
      this.#close();
    }
  }

  end(): readonly ChannelEnvelope[] {
    if (this.#inBucket > 0) this.#close();
    return this.#channels.map((channel) => channel.envelope());
  }

  #close(): void {
    let buckets = 0;
    for (const channel of this.#channels) buckets = channel.close(this.#inBucket);
    this.#inBucket = 0;
    if (buckets < MOST_BUCKETS) return;
    for (const channel of this.#channels) channel.halve();
    this.#width *= 2;
  }
}

class ChannelBuilder {
  #min: number[] = [];
  #max: number[] = [];
  #squares: number[] = [];
  #counts: number[] = [];
  #least = 0;
  #greatest = 0;
  #square = 0;

  take(sample: number): void {
    if (sample < this.#least) this.#least = sample;
    if (sample > this.#greatest) this.#greatest = sample;
    this.#square += sample * sample;
  }

  close(count: number): number {
    this.#counts.push(count);
    this.#min.push(this.#least);
    this.#max.push(this.#greatest);
    this.#least = 0;
    this.#greatest = 0;
    const buckets = this.#squares.push(this.#square);
    this.#square = 0;
    return buckets;
  }

  halve(): void {
    this.#min = byTwo(this.#min, (a, b) => Math.min(a, b));
    this.#max = byTwo(this.#max, (a, b) => Math.max(a, b));
    this.#squares = byTwo(this.#squares, (a, b) => a + b);
    this.#counts = byTwo(this.#counts, (a, b) => a + b);
  }

  envelope(): ChannelEnvelope {
    const rms = this.#squares.map((square, at) => Math.round(Math.sqrt(square / this.#counts[at]!)));
    return { min: this.#min, max: this.#max, rms };
  }
}

function byTwo(values: readonly number[], join: (a: number, b: number) => number): number[] {
  return Array.from({ length: values.length >> 1 }, (_, at) => join(values[2 * at]!, values[2 * at + 1]!));
}
