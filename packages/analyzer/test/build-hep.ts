/** HEP packets made byte by byte, for tests that say what stands in them; see `hep-packet.ts` for their layout. */

import { bytesOf, text, uint16, uint32 } from './build-capture.ts';

export function hepChunk(type: number, value: Uint8Array, vendor = 0, length: number = value.length + 6): Uint8Array {
  return bytesOf(uint16(vendor), uint16(type), uint16(length), value);
}

export type Hep3Options = {
  readonly ipProtocol?: number;
  readonly source?: readonly number[] | Uint8Array;
  readonly destination?: readonly number[] | Uint8Array;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly seconds?: number;
  readonly microseconds?: number;
  readonly protocolType?: number;
  readonly captureId?: number;
  readonly compressed?: boolean;
  readonly more?: readonly Uint8Array[];
  /** What the header says; the packet's where absent. */
  readonly totalLength?: number;
};

export function hep3(payload: Uint8Array | string, options: Hep3Options = {}): Uint8Array {
  const { source = [192, 0, 2, 1], destination = [192, 0, 2, 2], sourcePort = 5060, destinationPort = 5062 } = options;
  const isIpv4 = source.length === 4;
  return hep3Of(
    [
      hepChunk(1, bytesOf(isIpv4 ? 2 : 10)),
      hepChunk(2, bytesOf(options.ipProtocol ?? 17)),
      hepChunk(isIpv4 ? 3 : 5, bytesOf(source)),
      hepChunk(isIpv4 ? 4 : 6, bytesOf(destination)),
      hepChunk(7, uint16(sourcePort)),
      hepChunk(8, uint16(destinationPort)),
      hepChunk(9, uint32(options.seconds ?? 1_700_000_000)),
      hepChunk(10, uint32(options.microseconds ?? 0)),
      hepChunk(11, bytesOf(options.protocolType ?? 1)),
      hepChunk(12, uint32(options.captureId ?? 2001)),
      ...(options.more ?? []),
      hepChunk(options.compressed === true ? 0x10 : 0x0f, typeof payload === 'string' ? text(payload) : payload),
    ],
    options.totalLength,
  );
}

export function hep3Of(chunks: readonly Uint8Array[], totalLength?: number): Uint8Array {
  const body = bytesOf(...chunks);
  return bytesOf(text('HEP3'), uint16(totalLength ?? body.length + 6), body);
}

export type Hep2Options = {
  readonly version?: 1 | 2;
  readonly headerLength?: number;
  readonly family?: number;
  readonly addresses?: Uint8Array;
  readonly padding?: boolean;
};

/** Version 1 or 2, from 192.0.2.1:5060 to 192.0.2.2:5062. */
export function hep2(payload: Uint8Array | string, options: Hep2Options = {}): Uint8Array {
  const { version = 2, addresses = bytesOf(192, 0, 2, 1, 192, 0, 2, 2), family = 2, padding = true } = options;
  const head = bytesOf(version, options.headerLength ?? 8 + addresses.length, family, 17, uint16(5060), uint16(5062));
  const time = bytesOf(
    uint32(1_700_000_000, 'little'),
    uint32(250_000, 'little'),
    uint16(7, 'little'),
    padding ? [0, 0] : [],
  );
  return bytesOf(head, addresses, version === 2 ? time : [], typeof payload === 'string' ? text(payload) : payload);
}
