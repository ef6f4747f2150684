import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { CaptureReader } from '../../src/capture/capture-reader.ts';
import { placeLength } from '../../src/capture/place.ts';
import { type Datagram, placeOf } from '../../src/network/datagram.ts';
import { IpReader } from '../../src/network/ip-reader.ts';
import { captureSeeds } from './pcap.ts';

/** Link types that a packet may be of; the first byte of an input says which. */
const linkTypes = [1, 0, 9, 12, 50, 101, 105, 108, 113, 127, 228, 229, 276];

/** The packets of some link, each behind its length: what a network reader makes of them. */
export const packetTarget: Target = { name: 'packet', seeds: packetSeeds, mutators: [], check };

function packetSeeds(): readonly Uint8Array[] {
  const seeds: Uint8Array[] = [];
  for (const capture of [...captureSeeds('.pcap'), ...captureSeeds('.pcapng')]) {
    const reader = new CaptureReader();
    for (const { linkType, bytes, start, end } of reader.receive(capture).slice(0, 3)) {
      const index = linkTypes.indexOf(linkType);
      const length = Math.min(end - start, 600);
      if (index !== -1)
        seeds.push(new Uint8Array([index, length & 0xff, length >> 8, ...bytes.subarray(start, start + length)]));
    }
  }
  return seeds;
}

/** What a packet carries lies within it, and its place is as long as it is. */
function check(input: Uint8Array): void {
  const reader = new IpReader(new CaptureDiagnostics());
  const linkType = linkTypes[(input[0] ?? 0) % linkTypes.length]!;
  let frame = 0;
  for (let at = 1; at + 2 <= input.length;) {
    const length = Math.min(input[at]! | (input[at + 1]! << 8), input.length - at - 2);
    const bytes = input.slice(at + 2, at + 2 + length);
    at += 2 + length;
    const first = reader.receive({
      frame: ++frame,
      timeNs: frame * 1e6,
      linkType,
      bytes,
      start: 0,
      end: length,
      offset: at - length,
      originalLength: length + (frame % 3 === 0 ? 7 : 0),
    });
    // What was put together from fragments, or given up, comes behind it.
    for (let datagram = first; datagram !== undefined; datagram = reader.next()) checkDatagram(datagram);
  }
  for (let datagram = reader.end(); datagram !== undefined; datagram = reader.next()) checkDatagram(datagram);
}

function checkDatagram(datagram: Datagram): void {
  const { start, end, sourceAt, destinationAt, addressLength } = datagram;
  const isWithin = start <= end && end <= datagram.bytes.length;
  demand(isWithin, 'a payload lies within its bytes', () => `${start} to ${end} of ${datagram.bytes.length}`);
  const hasAddresses = Math.max(sourceAt, destinationAt) + addressLength <= datagram.bytes.length;
  demand(hasAddresses, 'addresses lie within the bytes', () => `${sourceAt}, ${destinationAt}`);
  const placed = placeLength(placeOf(datagram, start, end));
  demand(placed === end - start, 'a place is as long as its bytes', () => `${placed} of ${end - start}`);
}
