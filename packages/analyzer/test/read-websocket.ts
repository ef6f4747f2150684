import type { DiagnosticCode } from '@sipscope/parser';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import type { Delivery } from '../src/transport/delivery.ts';
import { FlowTable } from '../src/transport/flow-table.ts';
import { ProtocolCounts } from '../src/transport/protocol-counts.ts';
import type { Direction } from '../src/transport/stream.ts';
import { InflationBudget } from '../src/transport/websocket/inflation-budget.ts';
import { WebSocketReader } from '../src/transport/websocket/websocket-reader.ts';
import type { WebSocketLimits } from '../src/transport/websocket/websocket-limits.ts';
import { text } from './build-capture.ts';

/** What happens on a connection: bytes of a side, or that some of them were lost, or that no more come. */
export type StreamEvent =
  | { readonly from: Direction; readonly bytes: Uint8Array | string }
  | { readonly from: Direction; readonly lost: number }
  | { readonly from: Direction; readonly ends: true };

type ReadMessage = {
  readonly direction: number;
  readonly text: string;
  readonly frame: number;
  readonly frames: readonly number[] | undefined;
  readonly cut: boolean;
  /** What stands at its place, in the capture or kept. */
  readonly textAtPlace: string;
  readonly isKept: boolean;
};

export type ReadWebSocket = {
  readonly messages: readonly ReadMessage[];
  readonly texts: readonly string[];
  readonly transports: readonly string[];
  readonly codes: readonly string[];
  readonly isDamaged: boolean;
  readonly framing: readonly DiagnosticCode[];
  readonly protocols: Readonly<Record<string, number>>;
  readonly waitingBytes: number;
};

/** Reads a connection; each event is a packet, and the capture is the bytes of all of them in a row. */
export function readWebSocket(
  events: readonly StreamEvent[],
  options: { readonly limits?: Partial<WebSocketLimits>; readonly isSecure?: boolean } = {},
): ReadWebSocket {
  const diagnostics = new CaptureDiagnostics();
  const framing: DiagnosticCode[] = [];
  const protocols = new ProtocolCounts();
  const connection = { flow: (direction: Direction): number => direction, isClientKnown: true, hasPort: () => false };
  const context = {
    flows: new FlowTable(),
    diagnostics,
    framing: (code: DiagnosticCode) => void framing.push(code),
    protocols,
    isSecure: options.isSecure === true,
    webSocket: new InflationBudget(options.limits),
    decrypted: (): never => {
      throw new Error('Nothing is decrypted here.');
    },
  };
  const reader = new WebSocketReader(connection, context);
  const capture = Buffer.concat(events.map((event) => ('bytes' in event ? bytesFrom(event.bytes) : new Uint8Array(0))));
  const deliveries: Delivery[] = [];
  const messages: ReadMessage[] = [];
  let offset = 0;
  for (const [at, event] of events.entries()) {
    const received = [...receive(event, at + 1)];
    deliveries.push(...received);
    messages.push(...received.map((delivery) => messageOf(delivery, capture)));
  }
  return {
    messages,
    texts: messages.map((message) => message.text),
    transports: [...new Set(deliveries.map(({ transport }) => transport))],
    codes: diagnostics.counts().map(({ code }) => code),
    isDamaged: diagnostics.damaged,
    framing,
    protocols: Object.fromEntries(protocols.rows().map(({ protocol, packets }) => [protocol, packets])),
    waitingBytes: reader.waitingBytes,
  };

  function receive(event: StreamEvent, frame: number): readonly Delivery[] {
    if ('ends' in event) return reader.end(event.from);
    if ('lost' in event) return reader.gap(event.from, event.lost);
    const bytes = bytesFrom(event.bytes);
    const place = [{ offset, length: bytes.length }];
    offset += bytes.length;
    const shown = bytes.slice();
    const received = reader.receive(event.from, { bytes: shown, place, frame, timeNs: frame * 1000, ipId: frame });
    const kept = received.map((delivery) => ({ ...delivery, bytes: delivery.bytes.slice() }));
    // The bytes of a chunk are the reader's during the call only.
    shown.fill(0);
    return kept;
  }
}

function messageOf({ flow, frame, frames, bytes, start, end, place, cut }: Delivery, capture: Uint8Array): ReadMessage {
  const pieces = place.map((piece) => piece.bytes ?? capture.subarray(piece.offset, piece.offset + piece.length));
  return {
    direction: flow,
    text: utf8(bytes.subarray(start, end)),
    frame,
    frames,
    cut: cut === true,
    textAtPlace: utf8(Buffer.concat(pieces)),
    isKept: place.some((piece) => piece.bytes !== undefined),
  };
}

function bytesFrom(bytes: Uint8Array | string): Uint8Array {
  return typeof bytes === 'string' ? text(bytes) : bytes;
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
