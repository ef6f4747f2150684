import { LINK_TYPE, unnumberedLinkType } from './link-type.ts';

/** LINKTYPE_ numbers of what nothing below reads, so that they are called by their name. */
const TOKEN_RING = 6;
const FDDI = 10;
const IP_OVER_FIBRE_CHANNEL = 122;
const SUN_ATM = 123;
const IPNET = 226;

/** The datalink types of RFC 1761, and of IANA's registry of them. */
const linkTypes = new Map<number, number>([
  [0, LINK_TYPE.ethernet], // IEEE 802.3
  [2, TOKEN_RING],
  [4, LINK_TYPE.ethernet],
  [8, FDDI],
  [14, LINK_TYPE.null],
  [16, IP_OVER_FIBRE_CHANNEL],
  [17, SUN_ATM],
  [18, SUN_ATM],
  [22, LINK_TYPE.ethernet], // 100VG-AnyLAN
  [24, LINK_TYPE.ethernet], // ISO 8802/3
  [25, LINK_TYPE.ethernet], // 100BaseT
  // Solaris' own: tunnels, and the packets between zones.
  [0x8000_0001, LINK_TYPE.raw],
  [0x8000_0002, LINK_TYPE.raw],
  [0x8000_0005, IPNET],
  [0x8000_0007, LINK_TYPE.raw],
]);

/** Shomiti numbered the types that were free in RFC 1761 in its own way. */
const shomitiLinkTypes = new Map<number, number>([
  [0, LINK_TYPE.ethernet],
  [2, TOKEN_RING],
  [4, LINK_TYPE.ethernet],
  [8, FDDI],
  [10, LINK_TYPE.ethernet], // of 100 Mbit/s
  [11, TOKEN_RING],
  [12, LINK_TYPE.ethernet], // of 1 Gbit/s
  [13, TOKEN_RING],
  [14, TOKEN_RING],
  [19, LINK_TYPE.ethernet], // of 10 Gbit/s
]);

/** The LINKTYPE_ number of a snoop's datalink type; a number of our own where there is none. */
export function snoopLinkType(datalink: number, isShomiti: boolean): number {
  return (isShomiti ? shomitiLinkTypes : linkTypes).get(datalink) ?? unnumberedLinkType(datalink);
}
