import { LINK_TYPE } from '../link-type.ts';
import type { CaptureClock, Packet } from '../packet.ts';
import { LogAddresses } from './addresses.ts';
import type { Envelope, LogFormatName } from './envelope.ts';
import { LogClock, type Moment } from './log-clock.ts';
import type { LogMessage } from './log-message.ts';
import type { LogTime } from './log-time.ts';
import { pduHeader } from './pdu-header.ts';

/** Messages of a text to packets of `LINK_TYPE.exported`: what the log says and what the message says become its time and endpoints. */
export class LogPackets {
  count = 0;
  readonly #times = new LogClock();
  readonly #addresses = new LogAddresses();
  #format: LogFormatName | undefined;
  #epoch: Moment = { seconds: 0, ns: 0 };

  /** Of the first message that had an envelope. */
  get format(): LogFormatName {
    return this.#format ?? 'sip-text';
  }

  get clock(): CaptureClock {
    const epochNs = BigInt(this.#epoch.seconds) * 1_000_000_000n + BigInt(this.#epoch.ns);
    return { epochNs, decimals: 6, ...(this.#times.isKnown ? {} : { isUnknown: true as const }) };
  }

  /** A line between messages tells a time. */
  note(time: LogTime): void {
    this.#times.note(time);
  }

  /** `isFile`: nothing stands around the message, so that empty lines at its end are its own. */
  packet(message: LogMessage, envelope: Envelope | undefined, offset: number, isFile: boolean): Packet {
    const { bytes, place } = message.finish(isFile);
    const { transport, source, destination } = this.#addresses.path(envelope, bytes);
    const header = pduHeader(transport, source, destination);
    const packet = new Uint8Array(header.length + bytes.length);
    packet.set(header);
    packet.set(bytes, header.length);
    const moment = this.#times.moment(envelope?.time);
    if (this.count === 0) this.#epoch = moment;
    this.#format ??= envelope?.format;
    return {
      frame: ++this.count,
      timeNs: (moment.seconds - this.#epoch.seconds) * 1e9 + (moment.ns - this.#epoch.ns),
      linkType: LINK_TYPE.exported,
      bytes: packet,
      start: 0,
      end: packet.length,
      offset,
      source: [{ bytes: header }, ...place],
      originalLength: packet.length,
    };
  }
}
