import { extensionsOf, Fields, readServerHello } from '../../../transport/tls/hello.ts';

/** RFC 5764 §4.1.1. */
const USE_SRTP = 14;
const RANDOM_BYTES = 32;
const PROFILES_AT_MOST = 16;

/** What `use_srtp` says: in a ClientHello what is offered, in a ServerHello the one that is chosen. */
type UseSrtp = {
  readonly profiles: readonly number[];
  /** The identifier that every packet has then; empty where none. */
  readonly mki: Uint8Array;
};

export type DtlsClientHello = { readonly random: Uint8Array; readonly useSrtp: UseSrtp | undefined };

export type DtlsServerHello = {
  readonly random: Uint8Array;
  /** 0xfeff: DTLS 1.0; 0xfefd: 1.2; 0xfefc: 1.3. */
  readonly version: number;
  readonly suite: number;
  /** It asks for another ClientHello. RFC 8446 §4.1.4. */
  readonly isRetryRequest: boolean;
  /** In DTLS 1.3 it is encrypted. */
  readonly useSrtp: UseSrtp | undefined;
};

/** That of TLS, with a cookie behind the session id. RFC 6347 §4.2.1. */
export function readDtlsClientHello(message: Uint8Array): DtlsClientHello | undefined {
  const fields = new Fields(message);
  fields.skip(2);
  const random = fields.take(RANDOM_BYTES);
  fields.vector8();
  fields.vector8();
  fields.vector16();
  fields.vector8();
  return fields.valid ? { random: random.slice(), useSrtp: useSrtpIn(fields) } : undefined;
}

/** It is that of TLS. */
export function readDtlsServerHello(message: Uint8Array): DtlsServerHello | undefined {
  const hello = readServerHello(message);
  if (hello === undefined) return undefined;
  const fields = new Fields(message);
  fields.skip(2 + RANDOM_BYTES);
  fields.vector8();
  fields.skip(3);
  const { random, version, suite, isRetryRequest } = hello;
  return { random, version, suite, isRetryRequest, useSrtp: useSrtpIn(fields) };
}

/** The certificate of the sender, which is the first: certificate_list<0..2^24-1> of ASN.1Cert<1..2^24-1>. RFC 5246 §7.4.2. */
export function readCertificate(message: Uint8Array): Uint8Array | undefined {
  const fields = new Fields(message);
  fields.skip(3);
  const [high = 0, middle = 0, low = 0] = fields.take(3);
  const certificate = fields.take((high << 16) | (middle << 8) | low);
  return fields.valid && certificate.length > 0 ? certificate : undefined;
}

/** SRTPProtectionProfiles<2..2^16-1> srtp_mki<0..255>. RFC 5764 §4.1.1. */
function useSrtpIn(fields: Fields): UseSrtp | undefined {
  for (const [type, value] of extensionsOf(fields)) {
    if (type !== USE_SRTP) continue;
    const inside = new Fields(value);
    const list = new Fields(inside.vector16());
    const mki = inside.vector8().slice();
    const profiles: number[] = [];
    while (list.left >= 2 && profiles.length < PROFILES_AT_MOST) profiles.push(list.uint16());
    return { profiles, mki };
  }
  return undefined;
}
