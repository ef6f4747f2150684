import type { StreamFacts } from '../../rows/stream-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import type { EventConduct } from './event-conduct.ts';
import { EventLog } from './event-log.ts';
import type { PayloadFormat, PayloadReader, TimeText } from './payload-reader.ts';

const bytesOfEvent = 4;
/** Events of one packet: each is at least as long as one can be heard, so that more are none. */
const maxInPacket = 16;

/**
 * Named telephone events (RFC 4733 §2):
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |     event     |E|R| volume    |          duration             |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * Several in a packet follow each other without a pause (§2.5.1.5).
 */
class TelephoneEventReader implements PayloadReader {
  readonly #log: EventLog;

  constructor({ clockHz }: Pick<PayloadFormat, 'clockHz'>) {
    this.#log = new EventLog(clockHz > 0 ? clockHz : 8000);
  }

  receive(packet: RtpPacket): void {
    receiveEvents(this.#log, packet);
  }

  facts(time: TimeText): Partial<StreamFacts> {
    return this.#log.facts(time);
  }

  eventConduct(): EventConduct {
    return this.#log.conduct();
  }
}

export function makeTelephoneEventReader(format: PayloadFormat): PayloadReader {
  return new TelephoneEventReader(format);
}

function receiveEvents(log: EventLog, packet: RtpPacket): void {
  const { bytes, payloadStart, payloadEnd, sequence, timeNs, frame } = packet;
  const end = Math.min(payloadEnd, payloadStart + maxInPacket * bytesOfEvent);
  let { timestamp, marker } = packet;
  for (let at = payloadStart; at + bytesOfEvent <= end; at += bytesOfEvent) {
    const event = bytes[at]!;
    const isEnd = (bytes[at + 1]! & 0x80) !== 0;
    const volume = bytes[at + 1]! & 0x3f;
    const duration = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    log.receive({ event, isEnd, volume, duration, timestamp, sequence, marker, timeNs, frame });
    timestamp = (timestamp + duration) >>> 0;
    // It says that one of them begins here, which those after the first do in any case.
    marker = true;
  }
}

/** Packets that must agree before they are believed to be events. */
const packetsOfProof = 3;

/**
 * Of a payload type of which no description tells: whether its packets are events, which is believed when all of them have the shape of one that is a key, and
 * several with one timestamp tell of one key that lasts longer and longer, or of its end again.
 */
export class GuessedEventReader implements PayloadReader {
  readonly #log = new EventLog(8000);
  #isRefuted = false;
  #agreeing = 0;
  #isProven = false;
  #timestamp = -1;
  #event = -1;
  #duration = 0;

  receive(packet: RtpPacket): void {
    if (this.#isRefuted) return;
    const { bytes, payloadStart, payloadEnd, timestamp } = packet;
    const event = bytes[payloadStart] ?? -1;
    const duration = ((bytes[payloadStart + 2] ?? 0) << 8) | (bytes[payloadStart + 3] ?? 0);
    if (payloadEnd - payloadStart !== bytesOfEvent || event > 16 || (bytes[payloadStart + 1]! & 0x40) !== 0)
      this.#isRefuted = true;
    else if (timestamp !== this.#timestamp) this.#agreeing = 1;
    else if (event !== this.#event || duration < this.#duration) this.#isRefuted = true;
    else if (++this.#agreeing >= packetsOfProof && duration > 0) this.#isProven = true;
    this.#timestamp = timestamp;
    this.#event = event;
    this.#duration = duration;
    if (!this.#isRefuted) receiveEvents(this.#log, packet);
  }

  facts(time: TimeText): Partial<StreamFacts> {
    return this.#isProven && !this.#isRefuted ? this.#log.facts(time, true) : {};
  }
}
