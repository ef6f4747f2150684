import { rtcpIndex, type ProtectedRtcp, type RtcpTransform, rtcpTransform } from './rtcp-transform.ts';
import { type Protected, type ProtectedRtp, type RtpTransform, rtpTransform } from './rtp-transform.ts';
import { sessionKeys } from './session-keys.ts';
import type { SrtpSuite } from './srtp-suite.ts';

/** A master key and all that goes with it. It stays in memory: nothing prints it. */
export type SrtpMasterKey = {
  readonly source: 'sdes' | 'dtls';
  readonly suite: SrtpSuite;
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
  /** As it stands in the packets; empty where they have none. RFC 3711 §3.1. */
  readonly mki: Uint8Array;
  /** Packets after which session keys are derived anew; 0: never. RFC 3711 §4.3.1. */
  readonly derivationRate: number;
  /** Of RTP; RTCP says in each packet whether it is encrypted, and is always authenticated. */
  readonly rtp: Protected;
};

/** Opens what a master key protects; several streams may use one. RFC 3711 §3.2.1: the index of each is the stream's. */
export class SrtpKey {
  readonly master: SrtpMasterKey;
  /** Of the message that gave it. */
  readonly frame: number | undefined;
  /** By the index DIV the derivation rate: the latest, and the one before it, for packets that come late. */
  readonly #rtp = new Recent<RtpTransform>();
  readonly #rtcp = new Recent<RtcpTransform>();

  constructor(master: SrtpMasterKey, frame?: number) {
    this.master = master;
    this.frame = frame;
  }

  /** Whether it can be known that a packet was protected with it. */
  get isAuthenticated(): boolean {
    return this.master.rtp.authenticated || this.master.suite.cipher === 'gcm';
  }

  /** The payload; undefined where it is not authentic with this key and rollover counter. */
  openRtp(packet: ProtectedRtp, rollover: number): Uint8Array | undefined {
    const { suite, rtp } = this.master;
    const period = this.#period(rollover * 0x1_0000 + packet.sequence);
    return this.#rtp
      .get(period, () => rtpTransform(suite, sessionKeys(this.master, 'rtp', period), rtp))
      .open(packet, rollover);
  }

  /** The compound packet in clear text. */
  openRtcp(packet: ProtectedRtcp): Uint8Array | undefined {
    const { suite } = this.master;
    const index = rtcpIndex(suite, packet);
    if (index < 0) return undefined;
    const period = this.#period(index);
    return this.#rtcp.get(period, () => rtcpTransform(suite, sessionKeys(this.master, 'rtcp', period))).open(packet);
  }

  #period(index: number): number {
    const { derivationRate } = this.master;
    return derivationRate === 0 ? 0 : Math.floor(index / derivationRate);
  }
}

/** The last two of what is made when it is asked for. */
class Recent<Thing> {
  #key = -1;
  #thing: Thing | undefined;
  #olderKey = -1;
  #older: Thing | undefined;

  get(key: number, make: () => Thing): Thing {
    if (key === this.#key && this.#thing !== undefined) return this.#thing;
    if (key === this.#olderKey && this.#older !== undefined) return this.#older;
    this.#olderKey = this.#key;
    this.#older = this.#thing;
    this.#key = key;
    return (this.#thing = make());
  }
}
