import { uint32 } from '../rtp-header.ts';
import type { RtcpSecurity } from './rtcp-packet.ts';

/**
 * SRTCP ends so (RFC 3711 §3.4); with AES-GCM the tag stands before it (RFC 7714 §9.2):
 *
 *     E(1 bit) SRTCP index(31 bits)   MKI, optional   authentication tag
 */
const INDEX_BYTES = 4;
/** Of the tag, with and without the identifier of a master key: HMAC-SHA1-80 (RFC 4568 §6.2), HMAC-SHA1-32, AES-GCM, and no tag behind the index. */
const bytesBehindIndex = [10, 0, 4, 16, 14, 11];
/** A session has fewer packets of RTCP: a larger index is none. It is below what the header of a packet of RTCP would be. */
const maxIndex = 1 << 22;

/**
 * What a datagram is whose headers lead no further than `chainEnd`: SRTCP, encrypted or not, or `none` where nothing speaks for that. `isSecure`: it was described as SRTCP. An index of
 * which the E bit is set, and which is small as it counts from 0 or 1, is seldom there by chance.
 */
export function srtcpTrailer(bytes: Uint8Array, chainEnd: number, end: number, isSecure: boolean): RtcpSecurity {
  for (const behind of bytesBehindIndex) {
    const at = end - behind - INDEX_BYTES;
    // The index lies behind what is told in the clear.
    if (at < chainEnd) continue;
    const word = uint32(bytes, at);
    if (word >= 0x8000_0000 && word - 0x8000_0000 < maxIndex && (behind > 0 || isSecure)) return 'encrypted';
    if (word < maxIndex && at === chainEnd && behind >= 10) return 'authenticated';
  }
  return isSecure ? 'encrypted' : 'none';
}
