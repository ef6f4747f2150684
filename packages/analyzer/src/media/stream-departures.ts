import type { FlowTie, TiedMedia } from './flow-tie.ts';
import type { RtpPacket } from './rtp-packet.ts';

/** Packets that depart from what was agreed on: how many, the first, and the message that they depart from. */
export type DepartedPackets = { readonly count: number; readonly frame: number; readonly agreedFrame: number };

/** A stream that began before its sender had described anything: for how long, and the frame of that description. */
export type SentAhead = { readonly ns: number; readonly describedFrame: number };

/** So long packets of a stream that was declined may be under way. */
const underWayNs = 500e6;
/** A packet or two may be made up on the way. */
const fewest = 5;

/** Where a stream departs from what its sender has said of it: an m-line that it declined (RFC 3264 §6), and what it sent before it said anything. */
export class StreamDepartures {
  /** From when on its m-line is declined. */
  declinedFromNs: number = Infinity;
  #declinedBy = 0;
  #declined = 0;
  #firstDeclined = 0;
  #isAhead = false;
  #isLooked = false;
  #ahead: SentAhead | undefined = undefined;

  /** `startedNs`: of the stream. */
  look(tie: FlowTie, tied: TiedMedia | undefined, startedNs: number): void {
    this.declinedFromNs = Infinity;
    const isOfReceiver = tie.by === 'destination' && tied !== undefined && tied.described.party === tie.receiver;
    if (!this.#isLooked) {
      this.#isLooked = true;
      this.#isAhead = isOfReceiver && tie.session.parties.every((one) => one === tie.receiver || isSilent(one));
    }
    const answer = tie.sender?.current.at(-1);
    if (!isOfReceiver || answer === undefined) return;
    if (this.#isAhead && answer.fromNs > startedNs)
      this.#ahead ??= { ns: answer.fromNs - startedNs, describedFrame: answer.frame };
    const { media, described } = tied;
    const answered = answer.media[described.media.indexOf(media)];
    if (answered?.port !== 0 || media.port === 0 || media.isBundled) return;
    this.declinedFromNs = Math.max(answer.fromNs, described.fromNs) + underWayNs;
    this.#declinedBy = answer.frame;
  }

  receiveDeclined({ frame }: RtpPacket): void {
    if (this.#declined++ === 0) this.#firstDeclined = frame;
  }

  get facts(): { readonly declined?: DepartedPackets; readonly ahead?: SentAhead } {
    const { count, frame, agreedFrame } = {
      count: this.#declined,
      frame: this.#firstDeclined,
      agreedFrame: this.#declinedBy,
    };
    return {
      ...(count < fewest ? {} : { declined: { count, frame, agreedFrame } }),
      ...(this.#ahead === undefined ? {} : { ahead: this.#ahead }),
    };
  }
}

function isSilent({ current, offered }: NonNullable<FlowTie['receiver']>): boolean {
  return current.length + offered.length === 0;
}
