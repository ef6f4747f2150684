import type { FaxFacts } from '../../rows/fax-row.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { PayloadReader, TimeText } from '../payload/payload-reader.ts';
import { SeenSequences } from '../redundancy/seen-sequences.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { FaxSide } from './fax-side.ts';

/** T.38 in RTP: a payload is an IFP packet (RFC 4612 §3.1). Of what RFC 2198 repeats nothing is made good here. */
class RtpFaxReader implements PayloadReader {
  readonly #side = new FaxSide();
  readonly #seen = new SeenSequences();
  #packets = 0;
  #lost = 0;
  #duplicates = 0;
  #late = 0;
  #sliced = 0;

  receive({ bytes, payloadStart, payloadEnd, sequence, timeNs, frame, slicedBytes }: RtpPacket): void {
    if (this.#seen.has(sequence)) {
      this.#duplicates++;
      return;
    }
    const { highest } = this.#seen;
    const missing = this.#seen.receive(sequence);
    if (highest >= 0 && this.#seen.highest === highest) {
      this.#late++;
      return;
    }
    if (missing > 0) {
      this.#lost += missing;
      this.#side.lose();
    }
    if (slicedBytes > 0) {
      this.#sliced++;
      return;
    }
    this.#packets++;
    this.#side.at(timeNs, frame);
    this.#side.receive(bytes, payloadStart, payloadEnd, false);
  }

  facts(time: TimeText): Partial<StreamFacts> {
    const { syntax, malformed, badFrames, log } = this.#side;
    const fax: FaxFacts = {
      ...(syntax && { syntax }),
      ifpPackets: this.#packets,
      ...(this.#lost > 0 && { lost: this.#lost }),
      ...(this.#duplicates > 0 && { duplicates: this.#duplicates }),
      ...(this.#late > 0 && { late: this.#late }),
      ...(malformed > 0 && { malformed }),
      ...(this.#sliced > 0 && { sliced: this.#sliced }),
      ...(badFrames > 0 && { badFrames }),
      signals: log.rows(time),
      ...(log.more > 0 && { moreSignals: log.more }),
    };
    return { fax };
  }
}

export function makeRtpFaxReader(): PayloadReader {
  return new RtpFaxReader();
}
