import type { Fingerprint, SessionDescription } from '@sipscope/parser';
import type { StreamRow } from '../../rows/stream-row.ts';
import { keptText } from '../../message/kept-text.ts';
import type { MeantFormat } from '../format-use.ts';
import { type SdesKeys, sdesKeys } from '../srtp/sdes-keys.ts';

type SdpMedia = SessionDescription['media'][number];

/** One m-line of a session description: what who made it wants to receive. */
export type DescribedMedia = {
  readonly kind: StreamRow['kind'];
  /** In capital letters. */
  readonly proto: string;
  readonly isRtp: boolean;
  /** By payload type. */
  readonly formats: ReadonlyMap<number, MeantFormat>;
  /** Names of formats that are none of RTP. */
  readonly otherFormats: readonly string[];
  readonly address: string | undefined;
  readonly port: number | undefined;
  readonly ptimeMs: number | undefined;
  readonly direction: SdpMedia['direction'];
  readonly mid: string | undefined;
  /** Number of the header extension that carries `mid` in packets (RFC 9143 §15.1); -1 where there is none. */
  readonly midExtension: number;
  /** Meaning of header extensions by their number (RFC 8285 §8). */
  readonly extensions: ReadonlyMap<number, string>;
  /** SSRCs that who made it sends (RFC 5576). */
  readonly ssrcs: readonly number[];
  /** Whether it shares its transport with the other m-lines of its group (RFC 9143). */
  readonly isBundled: boolean;
  /** Value attributes of fax, of floor control and of the like, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What who made it sends with. */
  readonly sdes: SdesKeys;
  /** RTCP has no bandwidth (RFC 3556 §2); it may be of reduced size (RFC 5506 §5). */
  readonly isRtcpOff: boolean;
  readonly isRtcpReduced: boolean;
  /** It may come to the port of RTP (RFC 5761, or a=rtcp of RFC 3605 that names it). */
  readonly isRtcpMuxed: boolean;
  /** Of its certificate, where DTLS agrees upon the keys. */
  readonly fingerprints: readonly Fingerprint[];
};

/** Lists of one description beyond these are not kept. */
const most = 64;
const longest = 200;
const mostFingerprints = 8;
const midUri = 'urn:ietf:params:rtp-hdrext:sdes:mid';
const kinds: ReadonlySet<string> = new Set(['audio', 'video', 'text', 'image', 'application']);

export function describedMedia(sdp: SessionDescription): readonly DescribedMedia[] {
  const bundled = new Set(
    sdp
      .all('group')
      .filter(({ semantics }) => semantics === 'BUNDLE')
      .flatMap(({ ids }) => ids),
  );
  return sdp.media.slice(0, most).map((media) => describe(media, bundled));
}

function describe(media: SdpMedia, bundled: ReadonlySet<string>): DescribedMedia {
  const { kind, proto, isRtp, address, port, ptimeMs, direction, mid } = media;
  const extensions = new Map(media.extmaps.slice(0, most).map(({ id, uri }) => [id, text(uri)]));
  const midExtension = [...extensions].find(([, uri]) => uri === midUri)?.[0] ?? -1;
  return {
    // The set holds exactly those.
    kind: kinds.has(kind) ? (kind as StreamRow['kind']) : undefined,
    proto: text(proto.toUpperCase()),
    isRtp,
    formats: formatsOf(media),
    otherFormats: isRtp ? [] : media.formats.slice(0, most).map(text),
    address: address === undefined ? undefined : text(address),
    port,
    ptimeMs,
    direction,
    mid: mid === undefined ? undefined : text(mid),
    midExtension,
    extensions,
    ssrcs: [...new Set(media.ssrcs.map(({ id }) => id))].slice(0, most),
    isBundled: mid !== undefined && bundled.has(mid),
    attributes: isRtp ? noAttributes : attributesOf(media),
    sdes: sdesKeys(media),
    isRtcpOff: bandwidthOf(media, 'RS') === 0 && bandwidthOf(media, 'RR') === 0,
    isRtcpReduced: media.attributes.some(({ name }) => name === 'rtcp-rsize'),
    isRtcpMuxed: media.rtcpMux || media.has('rtcp-mux-only') || media.get('rtcp')?.port === port,
    fingerprints: media.fingerprints
      .slice(0, mostFingerprints)
      .map(({ hash, fingerprint }) => ({ hash: text(hash), fingerprint: text(fingerprint) })),
  };
}

function bandwidthOf({ bandwidths }: SdpMedia, type: string): number | undefined {
  return bandwidths.find((one) => one.type === type)?.value;
}

const noAttributes: ReadonlyMap<string, string> = new Map();

function formatsOf(media: SdpMedia): ReadonlyMap<number, MeantFormat> {
  const kind = kinds.has(media.kind) ? (media.kind as StreamRow['kind']) : undefined;
  const formats = new Map<number, MeantFormat>();
  for (const { payloadType, encoding, clockHz, channels, parameters } of media.payloads.slice(0, most)) {
    const name = text(encoding);
    const format = {
      name,
      encoding: name.toUpperCase(),
      clockHz,
      channels,
      parameters: parameters === undefined ? undefined : keptText(parameters.slice(0, 4 * longest)),
    };
    if (!formats.has(payloadType)) formats.set(payloadType, { format, kind });
  }
  return formats;
}

function attributesOf(media: SdpMedia): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const attribute of media.attributes.slice(0, most)) {
    const name = text(attribute.name);
    if (!attributes.has(name)) attributes.set(name, text(attribute.value ?? ''));
  }
  return attributes;
}

function text(value: string): string {
  return keptText(value.slice(0, longest));
}
