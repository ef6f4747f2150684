import { beginsWith } from '../other-protocol.ts';
import { type Delivery, noDeliveries } from '../delivery.ts';
import { streamProtocolNumber } from '../protocol-counts.ts';
import type { StreamContext } from '../stream-context.ts';
import type { Connection, Direction, StreamChunk, StreamReader } from '../stream.ts';
import { maxHeadBytes, MsrpDirection } from './msrp-direction.ts';
import { readMsrpStart } from './msrp-head.ts';

/** Of a start line: there are no longer ones. */
const maxStartBytes = 512;
const letters = 'MSRP ';
const LF = 0x0a;
const CR = 0x0d;

/** Whether a stream that begins with `bytes[start, end)` is MSRP; undefined where only more bytes would tell. */
export function streamStartsLikeMsrp(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const there = Math.min(end - start, letters.length);
  if (!beginsWith(bytes, start, start + there, letters.slice(0, there))) return false;
  const last = Math.min(end, start + maxStartBytes);
  let line = '';
  for (let at = start; at < last; at++) {
    const byte = bytes[at]!;
    if (byte === LF || byte === CR) return readMsrpStart(line) !== undefined;
    line += String.fromCharCode(byte);
  }
  return last < end ? false : undefined;
}

export function tellTooLong({ diagnostics }: StreamContext, frame: number): void {
  const detail = `The header fields of an MSRP message are longer than ${maxHeadBytes} bytes: it is passed over.`;
  diagnostics.report('limit-header-bytes', { frame, detail });
}

/** MSRP over a connection, also one that was decrypted. It gives no SIP: what is read goes to whom the context names. RFC 4975. */
export class MsrpStream implements StreamReader {
  readonly #directions: readonly [MsrpDirection, MsrpDirection];
  readonly protocol: number;
  #isSure = false;

  constructor(connection: Connection, context: StreamContext) {
    const transport = context.isSecure ? 'TLS' : 'TCP';
    this.protocol = streamProtocolNumber('MSRP', context.isSecure);
    const direction = (which: Direction): MsrpDirection =>
      new MsrpDirection(connection.isClientKnown, {
        record: (record) => {
          this.#isSure = true;
          context.msrp?.({ ...record, flow: connection.flow(which, transport) });
        },
        tooLong: (frame) => tellTooLong(context, frame),
      });
    this.#directions = [direction(0), direction(1)];
  }

  get isSure(): boolean {
    return this.#isSure;
  }

  get waitingBytes(): number {
    const [there, back] = this.#directions;
    return there.waitingBytes + back.waitingBytes;
  }

  receive(direction: Direction, chunk: StreamChunk): readonly Delivery[] {
    this.#directions[direction].receive(chunk);
    return noDeliveries;
  }

  gap(direction: Direction, lengthBytes: number): readonly Delivery[] {
    this.#directions[direction].gap(lengthBytes);
    return noDeliveries;
  }

  end(direction: Direction): readonly Delivery[] {
    this.#directions[direction].end();
    return noDeliveries;
  }
}
