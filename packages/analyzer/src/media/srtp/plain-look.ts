import type { RtpPacket } from '../rtp-packet.ts';

/** Packets that are looked at: enough to tell. */
const mostPackets = 200;
/** What is encrypted has a byte like the one before in one of 256; speech and silence of G.711 have many more. */
const plainRepeats = 0.03;
/** Beyond 100 packets of random bytes, first bytes are of more than 60 values; those of a codec's header of a few. */
const plainFirsts = 8;
const fewestPackets = 100;

/** Looks at payloads that should be encrypted. Ciphertext is as good as random; what codecs make is not. */
export class PlainLook {
  readonly #firsts = new Uint8Array(256);
  #firstValues = 0;
  #packets = 0;
  #bytes = 0;
  #repeats = 0;

  receive({ bytes, payloadStart, payloadEnd }: RtpPacket): void {
    if (this.#packets >= mostPackets || payloadEnd - payloadStart < 8) return;
    this.#packets++;
    const first = bytes[payloadStart]!;
    if (this.#firsts[first] === 0) {
      this.#firsts[first] = 1;
      this.#firstValues++;
    }
    for (let at = payloadStart + 1; at < payloadEnd; at++) if (bytes[at] === bytes[at - 1]) this.#repeats++;
    this.#bytes += payloadEnd - payloadStart - 1;
  }

  facts(): {
    readonly packets: number;
    readonly isPlain: boolean;
    readonly repeats: number;
    readonly firstBytes: number;
  } {
    const repeats = this.#bytes === 0 ? 0 : this.#repeats / this.#bytes;
    const isPlain = this.#packets >= fewestPackets && (repeats >= plainRepeats || this.#firstValues <= plainFirsts);
    return { packets: this.#packets, isPlain, repeats, firstBytes: this.#firstValues };
  }
}
