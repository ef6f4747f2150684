import type { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import type { Datagram } from '../../network/datagram.ts';
import type { Address } from '../flow-table.ts';

/** Which peer a client of a TURN server has bound to which channel, as its requests say. RFC 8656 §12. */
export class TurnChannels {
  readonly #diagnostics: CaptureDiagnostics;
  readonly #channelsAtMost: number;
  /** By client, server and channel; the one bound first comes first. */
  readonly #peers = new Map<string, Address>();

  constructor(diagnostics: CaptureDiagnostics, channelsAtMost: number) {
    this.#diagnostics = diagnostics;
    this.#channelsAtMost = channelsAtMost;
  }

  /** What the client that sent `datagram` asks for: the server may refuse, but then nothing comes by that channel. */
  bind(datagram: Datagram, channel: number, peer: Address): void {
    const key = keyOf(datagram, channel, true);
    this.#peers.delete(key);
    this.#peers.set(key, peer);
    if (this.#peers.size <= this.#channelsAtMost) return;
    const detail = `More than ${this.#channelsAtMost} channels of TURN are bound at a time: the peer of the oldest is forgotten, messages that come by it have the server's address.`;
    this.#diagnostics.report('reasm-limit', { frame: datagram.packet.frame, detail });
    for (const oldest of this.#peers.keys()) {
      this.#peers.delete(oldest);
      return;
    }
  }

  /** The peer of a channel of the sender of `datagram` (`isFromClient`), or of its receiver. */
  peer(datagram: Datagram, channel: number, isFromClient: boolean): Address | undefined {
    return this.#peers.get(keyOf(datagram, channel, isFromClient));
  }
}

function keyOf(datagram: Datagram, channel: number, isFromClient: boolean): string {
  const { bytes, addressLength, sourceAt, destinationAt, sourcePort, destinationPort } = datagram;
  const source = `${bytes.subarray(sourceAt, sourceAt + addressLength).join('.')}:${sourcePort}`;
  const destination = `${bytes.subarray(destinationAt, destinationAt + addressLength).join('.')}:${destinationPort}`;
  return isFromClient ? `${source} ${destination} ${channel}` : `${destination} ${source} ${channel}`;
}
