import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import type { Direction, StreamChunk, StreamReader } from '../src/transport/stream.ts';
import { KeyLog } from '../src/transport/tls/key-log.ts';
import { TlsConnections } from '../src/transport/tls/tls-connections.ts';
import { defaultTlsLimits, type TlsLimits } from '../src/transport/tls/tls-limits.ts';
import type { WireChunk } from './record-tls.ts';

/** What TLS carried, gathered: text of each direction, `<gap>` where some was lost. */
export class TlsReading {
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly keyLog: KeyLog;
  readonly connections: TlsConnections;
  readonly texts: [string, string] = ['', ''];
  readonly chunks: StreamChunk[] = [];
  readonly ends: Direction[] = [];

  constructor(keyLog = '', limits: Partial<TlsLimits> = {}) {
    const all = { ...defaultTlsLimits, ...limits };
    this.keyLog = new KeyLog(this.diagnostics, all);
    this.keyLog.add(new TextEncoder().encode(keyLog));
    this.connections = new TlsConnections({
      keyLog: this.keyLog,
      diagnostics: this.diagnostics,
      limits: all,
    });
  }

  open(): StreamReader {
    return this.connections.open(() => this.#gatherer());
  }

  /** A connection from its first byte to its last. */
  read(wire: readonly WireChunk[]): this {
    const reader = this.open();
    for (const [frame, { direction, bytes }] of wire.entries()) reader.receive(direction, chunkOf(bytes, frame + 1));
    reader.end(0);
    reader.end(1);
    return this;
  }

  #gatherer(): StreamReader {
    return {
      receive: (direction, chunk) => {
        this.texts[direction] += Buffer.from(chunk.bytes).toString('latin1');
        this.chunks.push(chunk);
        return [];
      },
      gap: (direction) => {
        this.texts[direction] += '<gap>';
        return [];
      },
      end: (direction) => {
        this.ends.push(direction);
        return [];
      },
    };
  }
}

export function chunkOf(bytes: Uint8Array, frame = 1): StreamChunk {
  return { bytes, place: [{ offset: 0, length: bytes.length }], frame, timeNs: frame * 1000, ipId: -1 };
}
