import type { RedundancyRow } from '../../rows/redundancy-row.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { MakePayloadReader, PayloadReader } from '../payload/payload-reader.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { type Parity, readFlexfec, readUlpfec } from './parity-header.ts';
import { SeenSequences } from './seen-sequences.ts';

/**
 * Packets that are sent again, behind their original number (RFC 4588 §4). Which stream they repair, an `a=ssrc-group:FID` or a RID tells; here stands how many
 * they are.
 */
class RetransmissionReader implements PayloadReader {
  readonly #originalType: number | undefined;
  readonly #seen = new SeenSequences();
  #packets = 0;
  #distinct = 0;
  #again = 0;
  #paddingOnly = 0;
  #malformed = 0;

  constructor(parameters: string | undefined) {
    const apt = /\bapt *= *(\d{1,3})/i.exec(parameters ?? '')?.[1];
    this.#originalType = apt === undefined ? undefined : Number(apt);
  }

  receive({ bytes, payloadStart, payloadEnd, slicedBytes }: RtpPacket): void {
    this.#packets++;
    if (payloadEnd - payloadStart + slicedBytes === 0) this.#paddingOnly++;
    else if (payloadEnd - payloadStart < 2) this.#malformed += slicedBytes > 0 ? 0 : 1;
    else {
      const original = (bytes[payloadStart]! << 8) | bytes[payloadStart + 1]!;
      if (this.#seen.has(original)) this.#again++;
      else this.#distinct++;
      this.#seen.receive(original);
    }
  }

  facts(): Partial<StreamFacts> {
    const row: RedundancyRow = {
      kind: 'RTX',
      packets: this.#packets,
      ...(this.#originalType !== undefined && { originalPayloadType: this.#originalType }),
      retransmitted: this.#distinct,
      ...(this.#again > 0 && { retransmittedAgain: this.#again }),
      ...(this.#paddingOnly > 0 && { paddingOnly: this.#paddingOnly }),
      ...(this.#malformed > 0 && { malformed: this.#malformed }),
    };
    return { redundancy: [row] };
  }
}

/** Parities: RFC 5109, RFC 8627. */
class ParityReader implements PayloadReader {
  readonly #kind: 'ULPFEC' | 'FLEXFEC';
  readonly #read: (bytes: Uint8Array, start: number, end: number) => Parity | undefined;
  #packets = 0;
  #parities = 0;
  #protected = 0;
  #malformed = 0;

  constructor(kind: 'ULPFEC' | 'FLEXFEC', read: (bytes: Uint8Array, start: number, end: number) => Parity | undefined) {
    this.#kind = kind;
    this.#read = read;
  }

  receive({ bytes, payloadStart, payloadEnd, slicedBytes }: RtpPacket): void {
    this.#packets++;
    const parity = this.#read(bytes, payloadStart, payloadEnd);
    if (parity !== undefined) {
      this.#parities++;
      this.#protected += parity.offsets.length;
    } else if (payloadEnd - payloadStart + slicedBytes < 12) this.#malformed++;
  }

  facts(): Partial<StreamFacts> {
    const row: RedundancyRow = {
      kind: this.#kind,
      packets: this.#packets,
      ...(this.#parities > 0 && { meanProtected: Math.round((10 * this.#protected) / this.#parities) / 10 }),
      ...(this.#malformed > 0 && { malformed: this.#malformed }),
    };
    return { redundancy: [row] };
  }
}

/** Readers of what repairs losses, by the format's name in capital letters. */
export const repairReaders: readonly (readonly [string, MakePayloadReader])[] = [
  ['RTX', ({ parameters }) => new RetransmissionReader(parameters)],
  ['ULPFEC', () => new ParityReader('ULPFEC', readUlpfec)],
  ['FLEXFEC', () => new ParityReader('FLEXFEC', readFlexfec)],
];
