/** Packets of one codec that could not be heard, and why. */
export type Undecoded = {
  readonly codec: string;
  /** From the first to the last of them, pauses left out. */
  readonly seconds: number;
  readonly packets: number;
  /** What follows "could not be heard: ". */
  readonly why: string;
};

/** A pause between packets begins here; and so long is one packet that stands alone. */
const PAUSE_NS = 200e6;
const PACKET_NS = 20e6;
/** Codecs told of a stream. */
const MOST = 16;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** How much of a stream was not heard, codec by codec. */
export class UndecodedTime {
  readonly #byCodec = new Map<string, Writable<Undecoded>>();
  #lastNs = -Infinity;

  /** `timeNs`: when the packet is due. */
  add(codec: string, why: string, timeNs: number): void {
    const key = `${codec} ${why}`;
    let told = this.#byCodec.get(key);
    if (told === undefined) {
      if (this.#byCodec.size >= MOST) return;
      told = { codec, seconds: 0, packets: 0, why };
      this.#byCodec.set(key, told);
    }
    const apartNs = timeNs - this.#lastNs;
    told.packets++;
    told.seconds += (apartNs > 0 && apartNs <= PAUSE_NS ? apartNs : PACKET_NS) / 1e9;
    this.#lastNs = timeNs;
  }

  list(): readonly Undecoded[] {
    return [...this.#byCodec.values()].map((told) => ({ ...told, seconds: Math.round(told.seconds * 1000) / 1000 }));
  }
}
