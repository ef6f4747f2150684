/** The npm package `pcap-parser` 0.2.1 brings no types. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events';

  type PacketHeader = {
    readonly timestampSeconds: number;
    readonly timestampMicroseconds: number;
    readonly capturedLength: number;
    readonly originalLength: number;
  };

  type Parser = {
    on(event: 'globalHeader', listener: (header: { readonly linkLayerType: number }) => void): Parser;
    on(event: 'packetHeader', listener: (header: PacketHeader) => void): Parser;
    on(event: 'packet', listener: (packet: { readonly header: PacketHeader; readonly data: Buffer }) => void): Parser;
    on(event: 'end', listener: () => void): Parser;
    on(event: 'error', listener: (error: unknown) => void): Parser;
  };

  /** A path, or what emits `data` and `end` as a readable stream does. */
  export function parse(source: string | EventEmitter): Parser;
  const pcapParser: { parse: typeof parse };
  export default pcapParser;
}
