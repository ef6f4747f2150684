import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { CaptureReader } from '../src/capture/capture-reader.ts';
import type { Datagram } from '../src/network/datagram.ts';
import { IpReader } from '../src/network/ip-reader.ts';
import { FlowTable } from '../src/transport/flow-table.ts';
import { Deliveries } from '../src/transport/deliveries.ts';
import type { Delivery } from '../src/transport/delivery.ts';
import type { ProtocolRow } from '../src/transport/protocol-counts.ts';

/** A delivery as it can be kept and compared. */
type KeptDelivery = {
  readonly frame: number;
  readonly timeNs: number;
  readonly source: string;
  readonly destination: string;
  readonly transport: string;
  readonly index: number;
  /** All packets that carried it. */
  readonly frames: readonly number[];
  readonly text: string;
  /** What stands at the delivery's place in the capture. */
  readonly textAtPlace: string;
};

export type ReadDeliveries = {
  readonly deliveries: readonly KeptDelivery[];
  readonly diagnostics: CaptureDiagnostics;
  /** Packets that carried other protocols than SIP. */
  readonly protocols: readonly ProtocolRow[];
};

/** Reads a whole capture down to the messages it carries. */
export function readDeliveries(capture: Uint8Array): ReadDeliveries {
  const diagnostics = new CaptureDiagnostics();
  const reader = new CaptureReader({ diagnostics });
  const network = new IpReader(diagnostics);
  const flows = new FlowTable();
  const transport = new Deliveries({ flows, diagnostics });
  const deliveries: KeptDelivery[] = [];
  const chunkBytes = Math.min(Math.ceil(capture.length / 2), 1024 * 1024);
  const receive = (packets: ReturnType<CaptureReader['receive']>): void => {
    for (const packet of packets) {
      receiveDatagrams(network.receive(packet));
    }
  };
  const receiveDatagrams = (first: Datagram | undefined): void => {
    for (let datagram = first; datagram !== undefined; datagram = network.next()) {
      keep(transport.receive(datagram));
    }
  };
  const keep = (some: readonly Delivery[]): void => {
    for (const { frame, frames = [frame], index, timeNs, flow, bytes, start, end, place } of some) {
      const pieces = place.map((piece) =>
        latin1(piece.bytes ?? capture.subarray(piece.offset, piece.offset + piece.length)),
      );
      deliveries.push({
        frame,
        timeNs,
        source: flows.source(flow),
        destination: flows.destination(flow),
        transport: flows.transport(flow),
        index,
        frames,
        text: latin1(bytes.subarray(start, end)),
        textAtPlace: pieces.join(''),
      });
    }
  };
  for (let at = 0; at < capture.length; at += chunkBytes) {
    receive(reader.receive(capture.subarray(at, at + chunkBytes)));
  }
  receive(reader.end());
  receiveDatagrams(network.end());
  keep(transport.end());
  return { deliveries, diagnostics, protocols: transport.protocols.rows() };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
