/**
 * The npm package `pcap-parser` behind a guard: fed synchronously by a stand-in for its stream, given the magics it does not
 * know, and stopped at a record that claims too much, before it waits for the bytes.
 */

import { EventEmitter } from 'node:events';
import pcapParser from 'pcap-parser';
import type { CaptureRecord } from '../src/capture/packet-records.ts';

export type ParsedPcap = {
  readonly linkType: number;
  readonly isNano: boolean;
  readonly records: readonly CaptureRecord[];
};

const LARGEST_RECORD = 262_144;

export function parsePcap(bytes: Uint8Array, chunkBytes: number = bytes.length): ParsedPcap {
  const source = Object.assign(new EventEmitter(), { pause: () => {}, resume: () => {} });
  const parser = pcapParser.parse(source);
  const records: CaptureRecord[] = [];
  let linkType = -1;
  let failure: unknown;
  parser.on('globalHeader', (header) => {
    linkType = header.linkLayerType;
  });
  parser.on('packetHeader', (header) => {
    // It holds this same object: a body that never comes whole ends its reading.
    if (header.capturedLength > LARGEST_RECORD) Object.assign(header, { capturedLength: Infinity });
  });
  parser.on('packet', (record) => {
    records.push({ header: record.header, data: record.data });
  });
  parser.on('error', (error) => {
    failure = error;
  });
  const { patched, isNano } = withMicrosecondMagic(bytes);
  for (let at = 0; at < patched.length; at += chunkBytes) source.emit('data', patched.subarray(at, at + chunkBytes));
  if (failure !== undefined) throw failure;
  return { linkType, isNano, records };
}

/** It knows the magic of microseconds alone; the layout is the same. */
function withMicrosecondMagic(bytes: Uint8Array): { patched: Buffer; isNano: boolean } {
  const patched = Buffer.from(bytes);
  const magic = patched.readUInt32BE(0);
  if (magic === 0xa1b23c4d) patched.writeUInt32BE(0xa1b2c3d4, 0);
  if (magic === 0x4d3cb2a1) patched.writeUInt32BE(0xd4c3b2a1, 0);
  return { patched, isNano: patched.readUInt32BE(0) !== magic };
}
