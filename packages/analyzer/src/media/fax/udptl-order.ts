import { type UdptlPacket, readUdptl } from './udptl.ts';

/** Takes the IFP packets of one direction in the order of their numbers. */
export type IfpReceiver = {
  receive(bytes: Uint8Array, start: number, end: number, isRecovered: boolean): void;
  /** Packets are missing here. */
  lose(): void;
};

/** A step of numbers beyond this is a new beginning. */
const maxStep = 256;
/** Numbers that are remembered, and packets that parities may stand for. */
const recentPackets = 64;
/** Longer packets are not kept for parities; a datagram of T38FaxMaxDatagram is far shorter. */
const maxParityOctets = 1500;

/**
 * The order of UDPTL datagrams in one direction: what was lost is taken from the packets that later datagrams repeat, or from their parities. T.38 §9.1.4,
 * Annex C there: parity m of n in datagram s is the exclusive or of packets s + m - n, s + m - 2n, …
 */
export class UdptlOrder {
  packets = 0;
  recoveredByRedundancy = 0;
  recoveredByFec = 0;
  lost = 0;
  duplicates = 0;
  late = 0;
  malformed = 0;
  errorRecovery: 'none' | 'redundancy' | 'fec' = 'none';
  depth = 0;
  #expected = -1;
  /** Numbers whose own datagram came, at their place modulo `recentPackets`; -1 where none did. */
  readonly #arrived = new Int32Array(recentPackets).fill(-1);
  /** The latest packets, unless losses are made good by repeating them. */
  readonly #kept: ({ readonly sequence: number; readonly octets: Uint8Array } | undefined)[] = [];
  readonly #receiver: IfpReceiver;

  constructor(receiver: IfpReceiver) {
    this.#receiver = receiver;
  }

  receive(bytes: Uint8Array, start: number, end: number): void {
    const packet = readUdptl(bytes, start, end);
    if (packet === undefined) {
      this.malformed++;
      return;
    }
    if (!packet.complete) this.malformed++;
    this.#learn(packet);
    const { sequence } = packet;
    const step = this.#expected < 0 ? 0 : signedStep(sequence - this.#expected);
    if (Math.abs(step) > maxStep || this.#expected < 0) this.#begin(packet, bytes);
    else if (step < 0) return this.#receiveOld(sequence);
    else if (step > 0) this.#bridge(packet, bytes, step);
    this.#arrived[sequence % recentPackets] = sequence;
    this.#deliver(sequence, bytes, packet.primaryStart, packet.primaryEnd, false);
    this.#expected = (sequence + 1) & 0xffff;
  }

  #learn({ secondaries, parities, fecSpan }: UdptlPacket): void {
    if (parities.length > 0) {
      this.errorRecovery = 'fec';
      this.depth = Math.max(this.depth, fecSpan);
    } else if (secondaries.length > 0) {
      if (this.errorRecovery === 'none') this.errorRecovery = 'redundancy';
      this.depth = Math.max(this.depth, secondaries.length / 2);
    }
  }

  /** Numbers count from 0: what was lost before the first datagram can be made good only where all of it can. */
  #begin({ sequence, secondaries }: UdptlPacket, bytes: Uint8Array): void {
    if (this.#expected >= 0) this.#receiver.lose();
    this.#arrived.fill(-1);
    if (sequence * 2 > secondaries.length) return;
    for (let back = sequence; back >= 1; back--) this.#recover(sequence - back, bytes, secondaries, back);
  }

  #receiveOld(sequence: number): void {
    const place = sequence % recentPackets;
    if (this.#arrived[place] === sequence) {
      this.duplicates++;
      return;
    }
    this.late++;
    this.#arrived[place] = sequence;
  }

  /** What lies between the last datagram and this one. */
  #bridge(packet: UdptlPacket, bytes: Uint8Array, step: number): void {
    const { sequence, secondaries } = packet;
    for (let back = step; back >= 1; back--) {
      const missing = (sequence - back) & 0xffff;
      if (this.#recover(missing, bytes, secondaries, back)) continue;
      const octets = this.#fromParity(missing, packet, bytes);
      if (octets === undefined) {
        this.lost++;
        this.#receiver.lose();
        continue;
      }
      this.recoveredByFec++;
      this.#deliver(missing, octets, 0, octets.length, true);
    }
  }

  #recover(missing: number, bytes: Uint8Array, secondaries: readonly number[], back: number): boolean {
    const start = secondaries[2 * (back - 1)];
    const end = secondaries[2 * (back - 1) + 1];
    if (start === undefined || end === undefined || start === end) return false;
    this.recoveredByRedundancy++;
    this.#deliver(missing, bytes, start, end, true);
    return true;
  }

  /** The octets of a packet, perhaps with zeros behind it, of a parity whose other packets are known. */
  #fromParity(
    missing: number,
    { sequence, parities, fecSpan }: UdptlPacket,
    bytes: Uint8Array,
  ): Uint8Array | undefined {
    const count = parities.length / 2;
    for (let parity = 0; parity < count; parity++) {
      const distance = signedStep(sequence + parity - missing);
      if (distance <= 0 || distance % count !== 0 || distance / count > fecSpan) continue;
      const octets = bytes.slice(parities[2 * parity], parities[2 * parity + 1]);
      const isWhole = this.#takeOut(octets, missing, { from: sequence + parity, step: count, packets: fecSpan });
      if (isWhole) return octets;
    }
    return undefined;
  }

  #takeOut(
    octets: Uint8Array,
    missing: number,
    { from, step, packets }: { readonly from: number; readonly step: number; readonly packets: number },
  ): boolean {
    for (let k = 1; k <= packets && k * step <= recentPackets; k++) {
      const other = (from - k * step) & 0xffff;
      if (other === missing) continue;
      const kept = this.#kept[other % recentPackets];
      // Before the first packet there is nothing to take out.
      if (kept?.sequence !== other) return false;
      for (let i = 0; i < kept.octets.length && i < octets.length; i++) octets[i]! ^= kept.octets[i]!;
    }
    return octets.length > 0;
  }

  #deliver(sequence: number, bytes: Uint8Array, start: number, end: number, isRecovered: boolean): void {
    this.packets++;
    if (this.errorRecovery !== 'redundancy' && end - start <= maxParityOctets)
      this.#kept[sequence % recentPackets] = { sequence, octets: bytes.slice(start, end) };
    this.#receiver.receive(bytes, start, end, isRecovered);
  }
}

function signedStep(difference: number): number {
  return ((difference + 0x8000) & 0xffff) - 0x8000;
}
