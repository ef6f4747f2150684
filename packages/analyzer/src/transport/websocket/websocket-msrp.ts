import { MsrpDirection } from '../msrp/msrp-direction.ts';
import { streamStartsLikeMsrp } from '../msrp/msrp-start.ts';
import { tellTooLong } from '../msrp/msrp-stream.ts';
import type { StreamContext } from '../stream-context.ts';
import type { Connection, Direction } from '../stream.ts';
import type { WebSocketMessage } from './message-assembler.ts';

/** MSRP in the messages of a WebSocket, a whole request or response each. RFC 7977 §5. */
export class WebSocketMsrp {
  readonly #connection: Connection;
  readonly #context: StreamContext;
  readonly #directions: [MsrpDirection | undefined, MsrpDirection | undefined] = [undefined, undefined];

  constructor(connection: Connection, context: StreamContext) {
    this.#connection = connection;
    this.#context = context;
  }

  /** Whether it was MSRP. */
  receive(direction: Direction, { payload, assembled }: WebSocketMessage): boolean {
    const { origin } = assembled;
    if (origin === undefined || streamStartsLikeMsrp(payload, 0, payload.length) !== true) return false;
    const from = (this.#directions[direction] ??= this.#open(direction));
    const { frame, timeNs, ipId } = origin;
    from.receive({ bytes: payload, place: [{ bytes: payload }], frame, timeNs, ipId });
    from.end();
    return true;
  }

  #open(which: Direction): MsrpDirection {
    const context = this.#context;
    const transport = context.isSecure ? 'WSS' : 'WS';
    return new MsrpDirection(true, {
      record: (record) => context.msrp?.({ ...record, flow: this.#connection.flow(which, transport) }),
      tooLong: (frame) => tellTooLong(context, frame),
    });
  }
}
