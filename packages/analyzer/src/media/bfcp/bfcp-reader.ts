import type { BfcpMessage, FloorStatus } from '../../rows/bfcp-row.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { DatagramReader, TimeText } from '../payload/payload-reader.ts';
import { type ReadBfcp, readBfcp } from './bfcp-message.ts';

const maxMessages = 200;
const maxRequests = 100;
const maxStates = 32;
const maxConferences = 16;

type Listed = Omit<BfcpMessage, 'time'> & { readonly timeNs: number };

type Request = {
  readonly conference: number;
  readonly request: number;
  readonly user: number;
  readonly floors: number[];
  readonly states: { readonly status: FloorStatus; readonly timeNs: number; readonly frame: number }[];
};

/** Floor control over UDP, from one address to another. RFC 8855. */
class BfcpReader implements DatagramReader {
  #messages = 0;
  #malformed = 0;
  readonly #primitives = new Map<string, number>();
  readonly #conferences = new Set<number>();
  readonly #list: Listed[] = [];
  #more = 0;
  readonly #requests = new Map<string, Request>();
  #moreRequests = 0;

  /** A datagram carries one message (RFC 8855 §6.2). */
  receive(
    bytes: Uint8Array,
    start: number,
    end: number,
    { timeNs, frame, slicedBytes }: { readonly timeNs: number; readonly frame: number; readonly slicedBytes: number },
  ): void {
    const message = readBfcp(bytes, start, end);
    if (message === undefined || (!message.complete && slicedBytes === 0)) this.#malformed++;
    if (message === undefined) return;
    this.#messages++;
    this.#primitives.set(message.primitive, (this.#primitives.get(message.primitive) ?? 0) + 1);
    if (this.#conferences.size < maxConferences) this.#conferences.add(message.conference);
    this.#learn(message, timeNs, frame);
    if (message.primitive === 'Hello' || message.primitive === 'HelloAck') return;
    if (this.#list.length < maxMessages) this.#list.push(listed(message, timeNs, frame));
    else this.#more++;
  }

  #learn(message: ReadBfcp, timeNs: number, frame: number): void {
    const { conference, request, status, user, beneficiary, floors } = message;
    if (message.primitive !== 'FloorRequestStatus' || request === undefined || status === undefined) return;
    const key = `${conference} ${request}`;
    let known = this.#requests.get(key);
    if (known === undefined) {
      if (this.#requests.size === maxRequests) {
        this.#moreRequests++;
        return;
      }
      known = { conference, request, user: beneficiary ?? user, floors: [...floors], states: [] };
      this.#requests.set(key, known);
    }
    // The same is told again until it is acknowledged.
    if (known.states.at(-1)?.status !== status && known.states.length < maxStates)
      known.states.push({ status, timeNs, frame });
  }

  facts(time: TimeText): Partial<StreamFacts> {
    const requests = [...this.#requests.values()].map(({ states, ...request }) => ({
      ...request,
      states: states.map(({ status, timeNs, frame }) => ({ status, time: time(timeNs), frame })),
    }));
    return {
      bfcp: {
        messages: this.#messages,
        primitives: Object.fromEntries(this.#primitives),
        conferences: [...this.#conferences],
        list: this.#list.map(({ timeNs, ...message }) => ({ time: time(timeNs), ...message })),
        ...(this.#more > 0 && { moreMessages: this.#more }),
        ...(requests.length > 0 && { requests }),
        ...(this.#moreRequests > 0 && { moreRequests: this.#moreRequests }),
        ...(this.#malformed > 0 && { malformed: this.#malformed }),
      },
    };
  }
}

function listed(message: ReadBfcp, timeNs: number, frame: number): Listed {
  const { primitive, conference, transaction, user, isResponse, floors, request, status, queuePosition } = message;
  const { error, fragmentAt } = message;
  return {
    timeNs,
    frame,
    primitive,
    conference,
    transaction,
    user,
    ...(isResponse && { isResponse }),
    ...(floors.length > 0 && { floors }),
    ...(request !== undefined && { request }),
    ...(status !== undefined && { status }),
    ...(queuePosition > 0 && { queuePosition }),
    ...(error !== undefined && { error }),
    ...(fragmentAt >= 0 && { fragmentAt }),
  };
}

export function makeBfcpReader(): DatagramReader {
  return new BfcpReader();
}
