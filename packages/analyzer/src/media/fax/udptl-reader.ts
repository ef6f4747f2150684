import type { FaxFacts } from '../../rows/fax-row.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { DatagramFormat, DatagramReader, TimeText } from '../payload/payload-reader.ts';
import { FaxSide } from './fax-side.ts';
import { UdptlOrder } from './udptl-order.ts';

/** T.38 in UDPTL, from one address to another. */
class UdptlReader implements DatagramReader {
  readonly #side: FaxSide;
  readonly #order: UdptlOrder;
  #sliced = 0;

  constructor(version: string | undefined) {
    this.#side = new FaxSide(version === undefined ? undefined : Number(version) >= 1 ? '2002' : '1998');
    this.#order = new UdptlOrder(this.#side);
  }

  receive(
    bytes: Uint8Array,
    start: number,
    end: number,
    { timeNs, frame, slicedBytes }: { readonly timeNs: number; readonly frame: number; readonly slicedBytes: number },
  ): void {
    if (slicedBytes > 0) {
      this.#sliced++;
      return;
    }
    this.#side.at(timeNs, frame);
    this.#order.receive(bytes, start, end);
  }

  facts(time: TimeText): Partial<StreamFacts> {
    return { fax: faxFacts(this.#side, this.#order, this.#sliced, time) };
  }
}

function faxFacts(side: FaxSide, order: UdptlOrder, sliced: number, time: TimeText): FaxFacts {
  const counts = {
    recoveredByRedundancy: order.recoveredByRedundancy,
    recoveredByFec: order.recoveredByFec,
    lost: order.lost,
    duplicates: order.duplicates,
    late: order.late,
    malformed: order.malformed + side.malformed,
    sliced,
    badFrames: side.badFrames,
    moreSignals: side.log.more,
  };
  const told = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  const { errorRecovery, depth } = order;
  return {
    ...(side.syntax && { syntax: side.syntax }),
    errorRecovery,
    ...(depth > 0 && { recoveryDepth: depth }),
    ifpPackets: order.packets,
    ...told,
    signals: side.log.rows(time),
  };
}

/** Undefined where the m-line is not of T.38. RFC 3362. */
export function makeUdptlReader({ formats, attributes }: DatagramFormat): DatagramReader | undefined {
  if (!formats.some((format) => format.toLowerCase() === 't38')) return undefined;
  return new UdptlReader(attributes.get('T38FaxVersion'));
}
