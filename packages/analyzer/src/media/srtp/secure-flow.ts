import type { Fingerprint } from '@sipscope/parser';
import type { DtlsFacts } from '../../rows/srtp-facts.ts';
import type { KeyLog } from '../../transport/tls/key-log.ts';
import type { Party } from '../description/media-session.ts';
import type { FlowMedia } from '../flow-media.ts';
import type { TiedMedia } from '../flow-tie.ts';
import type { DtlsAssociations } from './dtls/dtls-associations.ts';
import { addSdesKeys, encryptsExtensions } from './sdes-keys.ts';
import { SrtcpStream } from './srtcp-stream.ts';
import { SrtpKeyRing } from './srtp-key-ring.ts';
import type { SrtpLimits } from './srtp-limits.ts';

/** What protects the media of one sender on one flow: its keys, as they become known. */
export class SecureFlow {
  readonly ring: SrtpKeyRing;
  readonly #rtcp: SrtcpStream;
  readonly #media: FlowMedia;
  readonly #associations: DtlsAssociations;
  readonly #keyLog: KeyLog;
  #mediaVersion = -1;
  #dtlsVersion = -1;
  #keyLogEntries = -1;
  #sent: readonly TiedMedia[] = [];

  constructor(media: FlowMedia, associations: DtlsAssociations, keyLog: KeyLog, limits: SrtpLimits) {
    this.#media = media;
    this.#associations = associations;
    this.#keyLog = keyLog;
    this.ring = new SrtpKeyRing(limits);
    this.#rtcp = new SrtcpStream(this.ring);
  }

  /** Whether header extensions are encrypted as well. RFC 6904. */
  get encryptsExtensions(): boolean {
    return this.#sent.some(({ media }) => encryptsExtensions(media.extensions.values()));
  }

  /** RTCP of the same sender, in clear text; undefined where no key fits. */
  openRtcp(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    this.refresh();
    return this.#rtcp.open(bytes, start, end);
  }

  /** Takes the keys that have become known since. */
  refresh(): void {
    const { version } = this.#media;
    if (version !== this.#mediaVersion) {
      this.#mediaVersion = version;
      const described = this.#describedBySender();
      if (described.length > 0) this.#sent = described;
      for (const { media, described: by } of described) addSdesKeys(media.sdes, this.ring, by.frame);
    }
    if (this.#associations.version === this.#dtlsVersion && this.#keyLog.entries === this.#keyLogEntries) return;
    this.#dtlsVersion = this.#associations.version;
    this.#keyLogEntries = this.#keyLog.entries;
    this.#associations.of(this.#media.flow)?.addKeys(this.#media.flow, this.ring);
  }

  dtlsFacts(): DtlsFacts | undefined {
    return this.#associations.of(this.#media.flow)?.facts(this.#media.flow, this.#fingerprints());
  }

  #fingerprints(): readonly Fingerprint[] {
    return this.#sent.flatMap(({ media }) => media.fingerprints);
  }

  /**
   * The m-lines of who sends, the best last: the key that a side gives is the one it sends with (RFC 4568 §6.1). Where its address is not where it wants to receive, all that it has described; where it is not
   * known who of a fork it is, all that others than the receiver have.
   */
  #describedBySender(): readonly TiedMedia[] {
    const { tie } = this.#media;
    if (tie === undefined) return [];
    if (tie.sent.length > 0) return tie.sent.toReversed();
    const { sender, receiver, session } = tie;
    const parties = sender === undefined ? session.parties.filter((one) => one !== receiver) : [sender];
    return parties.slice(0, PARTIES_AT_MOST).flatMap(mediaOf);
  }
}

/** Of a fork. */
const PARTIES_AT_MOST = 8;

function mediaOf({ current, offered }: Party): readonly TiedMedia[] {
  return [...current, ...offered].flatMap((described) => described.media.map((media) => ({ media, described })));
}
