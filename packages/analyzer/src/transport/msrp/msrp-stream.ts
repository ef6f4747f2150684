import { type Delivery, noDeliveries } from '../delivery.ts';
import { streamProtocolNumber } from '../protocol-counts.ts';
import type { StreamContext } from '../stream-context.ts';
import type { Connection, Direction, StreamChunk, StreamReader } from '../stream.ts';
import { maxHeadBytes, MsrpDirection } from './msrp-direction.ts';

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
