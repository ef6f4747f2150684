import type { Media, SessionDescription } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import type { IceFacts, MediaDirection, MediaSide } from '../rows.ts';

/** A payload format as one side means it. */
export type Payload = {
  readonly payloadType: number;
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
  readonly parameters: string | undefined;
};

/** Keys in clear text, without the keys. */
export type CryptoOffer = { readonly tag: number; readonly suite: string };

/** One m-line as it can be kept: what its row shows of this side, and what an agreement is made of. */
export type MediaDescription = {
  readonly kind: string;
  readonly proto: string;
  readonly isRtp: boolean;
  readonly mid: string | undefined;
  readonly payloads: readonly Payload[];
  readonly crypto: readonly CryptoOffer[];
  readonly side: MediaSide;
};

/** Lists of one description beyond these are not kept. */
const most = 64;
/** Texts longer than this are cut. */
const longest = 200;

export function describeMedia(media: Media, session: SessionDescription): MediaDescription {
  const { kind, proto, isRtp } = media;
  return {
    kind: text(kind),
    proto: text(proto),
    isRtp,
    mid: optionalText(media.mid),
    payloads: media.payloads.slice(0, most).map((payload) => ({
      payloadType: payload.payloadType,
      encoding: text(payload.encoding),
      clockHz: payload.clockHz,
      channels: payload.channels,
      parameters: optionalText(payload.parameters),
    })),
    crypto: media.crypto.slice(0, most).map(({ tag, suite }) => ({ tag, suite: text(suite) })),
    side: sideOf(media, session),
  };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Copies of one m-line at other places that are kept. */
const mostPlaces = 8;

/** Another hop's copy of the description puts it elsewhere. */
export function addPlace({ side }: MediaDescription, copy: MediaDescription, frame: number): void {
  const { address, port } = copy.side;
  if (address === undefined || port === undefined || (address === side.address && port === side.port)) return;
  const known = side.alsoAt ?? [];
  if (known.length >= mostPlaces || known.some((one) => one.address === address && one.port === port)) return;
  // It was made here; a row shows what is known when it is asked for.
  (side as Writable<MediaSide>).alsoAt = [...known, { address, port, frame }];
}

function sideOf(media: Media, session: SessionDescription): MediaSide {
  const side: Partial<Writable<MediaSide>> = {};
  if (media.address !== undefined) side.address = text(media.address);
  if (media.port !== undefined) side.port = media.port;
  if (media.portCount !== undefined) side.portCount = media.portCount;
  side.direction = media.direction satisfies MediaDirection;
  side.formats = texts(media.formats);
  if (media.ptimeMs !== undefined) side.ptimeMs = media.ptimeMs;
  if (media.maxptimeMs !== undefined) side.maxptimeMs = media.maxptimeMs;
  const bandwidth = media.bandwidths.length > 0 ? media.bandwidths : session.bandwidths;
  if (bandwidth.length > 0)
    side.bandwidth = bandwidth.slice(0, most).map(({ type, value }) => ({ type: text(type), value }));
  addTransport(side, media, session);
  addNames(side, media);
  addApplication(side, media);
  // Every field that is always there was set.
  return side as MediaSide;
}

function addTransport(side: Partial<Writable<MediaSide>>, media: Media, session: SessionDescription): void {
  const rtcp = media.get('rtcp');
  if (rtcp !== undefined)
    side.rtcp = {
      ...(rtcp.port === undefined ? {} : { port: rtcp.port }),
      ...(rtcp.address === undefined ? {} : { address: text(rtcp.address) }),
    };
  if (media.rtcpMux) side.rtcpMux = true;
  if (media.has('bundle-only')) side.bundleOnly = true;
  const ice = iceOf(media, session);
  if (ice !== undefined) side.ice = ice;
  const { fingerprints, setup } = media;
  if (fingerprints.length > 0)
    side.dtls = {
      ...(setup === undefined ? {} : { setup: text(setup.trim().toLowerCase()) }),
      fingerprints: fingerprints
        .slice(0, most)
        .map(({ hash, fingerprint }) => ({ hash: text(hash), fingerprint: text(fingerprint) })),
    };
  if (media.crypto.length > 0) side.sdes = texts(media.crypto.map(({ suite }) => suite));
}

/** RFC 8839 §5, RFC 8840 §4. */
function iceOf(media: Media, session: SessionDescription): IceFacts | undefined {
  const { candidates, iceUfrag } = media;
  const isLite = session.has('ice-lite');
  if (candidates.length === 0 && iceUfrag === undefined && !isLite) return undefined;
  const types = [...new Set(candidates.map(({ type }) => type))];
  const options = [...(session.get('ice-options') ?? []), ...(media.get('ice-options') ?? [])];
  return {
    ...(iceUfrag === undefined ? {} : { ufrag: text(iceUfrag) }),
    candidates: candidates.length,
    ...(types.length === 0 ? {} : { types: texts(types) }),
    ...(isLite ? { lite: true as const } : {}),
    ...(options.includes('trickle') ? { trickle: true as const } : {}),
    ...(media.has('end-of-candidates') || session.has('end-of-candidates') ? { endOfCandidates: true as const } : {}),
  };
}

function addNames(side: Partial<Writable<MediaSide>>, media: Media): void {
  const { msids } = media;
  if (msids.length > 0)
    side.msid = texts(msids.map(({ stream, track }) => (track === undefined ? stream : `${stream} ${track}`)));
  const label = media.get('label');
  if (label !== undefined) side.label = text(label);
  const content = media.get('content');
  if (content !== undefined) side.content = texts(content);
  const ssrcs = [...new Set(media.ssrcs.map(({ id }) => id))];
  if (ssrcs.length > 0) side.ssrcs = ssrcs.slice(0, most);
}

function addApplication(side: Partial<Writable<MediaSide>>, media: Media): void {
  if (media.kind === 'image' && media.proto.toLowerCase().includes('udptl')) side.t38 = faxOf(media);
  const path = media.get('path');
  if (path !== undefined) {
    const acceptTypes = media.get('accept-types');
    side.msrp = { path: texts(path), ...(acceptTypes === undefined ? {} : { acceptTypes: texts(acceptTypes) }) };
  }
  if (media.proto.toUpperCase().includes('BFCP')) side.bfcp = bfcpOf(media);
}

/** T.38 §D.2.3. */
function faxOf(media: Media): NonNullable<MediaSide['t38']> {
  const [version, maxBitRate, maxDatagram] = [
    media.get('T38FaxVersion'),
    media.get('T38MaxBitRate'),
    media.get('T38FaxMaxDatagram'),
  ];
  const [rateManagement, errorCorrection] = [media.get('T38FaxRateManagement'), media.get('T38FaxUdpEC')];
  return {
    ...(version === undefined ? {} : { version }),
    ...(maxBitRate === undefined ? {} : { maxBitRate }),
    ...(rateManagement === undefined ? {} : { rateManagement: text(rateManagement) }),
    ...(maxDatagram === undefined ? {} : { maxDatagram }),
    ...(errorCorrection === undefined ? {} : { errorCorrection: text(errorCorrection) }),
  };
}

/** RFC 8856 §5. */
function bfcpOf(media: Media): NonNullable<MediaSide['bfcp']> {
  const [floorControl, conference, user] = [media.get('floorctrl'), media.get('confid'), media.get('userid')];
  const floors = media.all('floorid').map(({ id }) => id);
  return {
    ...(floorControl === undefined ? {} : { floorControl: texts(floorControl) }),
    ...(conference === undefined ? {} : { conference: text(conference) }),
    ...(user === undefined ? {} : { user: text(user) }),
    ...(floors.length === 0 ? {} : { floors: texts(floors) }),
  };
}

function text(value: string): string {
  return keptText(value.length > longest ? value.slice(0, longest) : value);
}

function optionalText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : text(value);
}

function texts(values: readonly string[]): readonly string[] {
  return values.slice(0, most).map(text);
}
