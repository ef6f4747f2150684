import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { CaptureReader } from '../src/capture/capture-reader.ts';
import type { Datagram } from '../src/network/datagram.ts';
import { IpReader } from '../src/network/ip-reader.ts';
import { FlowTable } from '../src/transport/flow-table.ts';
import { Deliveries } from '../src/transport/deliveries.ts';

/** A delivery as it can be kept and compared. */
type KeptDelivery = {
  readonly frame: number;
  readonly timeNs: number;
  readonly source: string;
  readonly destination: string;
  readonly text: string;
  /** What stands at the delivery's place in the capture. */
  readonly textAtPlace: string;
};

export type ReadDeliveries = { readonly deliveries: readonly KeptDelivery[]; readonly diagnostics: CaptureDiagnostics };

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
      for (const { frame, timeNs, flow, bytes, start, end, place } of transport.receive(datagram)) {
        const pieces = place.map((piece) =>
          latin1(piece.bytes ?? capture.subarray(piece.offset, piece.offset + piece.length)),
        );
        deliveries.push({
          frame,
          timeNs,
          source: flows.source(flow),
          destination: flows.destination(flow),
          text: latin1(bytes.subarray(start, end)),
          textAtPlace: pieces.join(''),
        });
      }
    }
  };
  for (let at = 0; at < capture.length; at += chunkBytes) {
    receive(reader.receive(capture.subarray(at, at + chunkBytes)));
  }
  receive(reader.end());
  receiveDatagrams(network.end());
  return { deliveries, diagnostics };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
