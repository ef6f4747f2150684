import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { LINK_TYPE } from '../../src/capture/link-type.ts';
import { IpReader } from '../../src/network/ip-reader.ts';
import { Deliveries } from '../../src/transport/deliveries.ts';
import { FlowTable } from '../../src/transport/flow-table.ts';

/** What a UDP datagram to a HEP collector holds. */
export const hepTarget: Target = { name: 'hep', seeds: hepSeeds, mutators: [], check };

const message = [...new TextEncoder().encode('OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n')];

/** A packet of each version with a message. */
function hepSeeds(): readonly Uint8Array[] {
  const chunk = (type: number, ...bytes: readonly number[]): number[] => {
    const length = 6 + bytes.length;
    return [0, 0, 0, type, length >> 8, length & 0xff, ...bytes];
  };
  const facts = [
    chunk(1, 2),
    chunk(2, 17),
    chunk(3, 192, 0, 2, 1),
    chunk(4, 192, 0, 2, 2),
    chunk(7, 0x13, 0xc4),
    chunk(8, 0x13, 0xc5),
  ];
  const times = [chunk(9, 0, 0, 0, 1), chunk(10, 0, 0, 0, 2), chunk(11, 1), chunk(12, 0, 0, 0, 7)];
  const chunks = [...facts, ...times, chunk(0x11, 0x61, 0x62), chunk(15, ...message)].flat();
  const length = 6 + chunks.length;
  const version3 = [0x48, 0x45, 0x50, 0x33, length >> 8, length & 0xff, ...chunks];
  const addresses = [0x13, 0xc4, 0x13, 0xc5, 192, 0, 2, 1, 192, 0, 2, 2];
  const version1 = [1, 16, 2, 17, ...addresses, ...message];
  const version2 = [2, 16, 2, 17, ...addresses, 0, 0, 0, 1, 0, 0, 0, 2, 0, 7, 0, 0, ...message];
  return [version3, version1, version2].map((bytes) => new Uint8Array(bytes));
}

/** No exception, and a message that was found lies in the packet. */
function check(payload: Uint8Array): void {
  const length = 28 + payload.length;
  const ip = [0x45, 0, length >> 8, length & 0xff, 0, 1, 0, 0, 64, 17, 0, 0, 127, 0, 0, 1, 127, 0, 0, 2];
  const udp = [0x23, 0x64, 0x23, 0x64, (length - 20) >> 8, (length - 20) & 0xff, 0, 0];
  const bytes = new Uint8Array([...ip, ...udp, ...payload]);
  const diagnostics = new CaptureDiagnostics();
  const network = new IpReader(diagnostics);
  const deliveries = new Deliveries({ flows: new FlowTable(), diagnostics });
  const packet = {
    frame: 1,
    timeNs: 0,
    linkType: LINK_TYPE.ipv4,
    bytes,
    start: 0,
    end: bytes.length,
    offset: 0,
    originalLength: bytes.length,
  };
  for (let datagram = network.receive(packet); datagram !== undefined; datagram = network.next()) {
    for (const delivery of deliveries.receive(datagram)) {
      const { start, end } = delivery;
      demand(
        start < end && end <= delivery.bytes.length,
        'a message lies within its bytes',
        () => `${start} to ${end}`,
      );
    }
  }
  deliveries.end();
}
