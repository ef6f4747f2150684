import type { StreamFacts } from '../../rows/stream-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import type { PayloadFormat, PayloadReader } from './payload-reader.ts';

/** Comfort noise (RFC 3389 §3): the level of the noise in the first byte, in -dBov; then the coefficients of its spectrum. */
class ComfortNoiseReader implements PayloadReader {
  #packets = 0;
  #sum = 0;
  #min = 0;
  #max = -127;
  #order = 0;

  receive({ bytes, payloadStart, payloadEnd }: RtpPacket): void {
    if (payloadEnd <= payloadStart) return;
    const dBov = -(bytes[payloadStart]! & 0x7f);
    this.#packets++;
    this.#sum += dBov;
    this.#min = Math.min(this.#min, dBov);
    this.#max = Math.max(this.#max, dBov);
    this.#order = payloadEnd - payloadStart - 1;
  }

  facts(): Partial<StreamFacts> {
    if (this.#packets === 0) return {};
    return {
      noise: {
        packets: this.#packets,
        minDbov: this.#min,
        maxDbov: this.#max,
        meanDbov: Math.round((this.#sum / this.#packets) * 10) / 10,
        ...(this.#order === 0 ? {} : { spectralOrder: this.#order }),
      },
    };
  }
}

export function makeComfortNoiseReader(_format: PayloadFormat): PayloadReader {
  return new ComfortNoiseReader();
}
