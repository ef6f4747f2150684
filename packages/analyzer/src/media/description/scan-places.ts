import { canonicalAddress } from './canonical-address.ts';

/** Where a description wants media: `192.0.2.1:4000`, `[2001:db8::1]:4000`; and in which of its m-lines. */
export type DescribedPlace = {
  readonly endpoint: string;
  /** Index of the m-line. */
  readonly media: number;
  readonly isRtcp: boolean;
};

/** Places of one description. A thousand m-lines or candidates are not meant to be used. */
const mostPlaces = 128;
/** Pairs of ports that one m-line may ask for (RFC 8866 §5.14). */
const mostPairs = 4;

const letter = { a: 0x61, c: 0x63, m: 0x6d } as const;
const decoder = new TextDecoder('latin1');

/**
 * The addresses and ports in the text of a session description, found without reading the rest of it: most descriptions are of calls whose media was not captured. RFC 8866 §5.7, §5.14;
 * RFC 3605 (`a=rtcp`), RFC 8839 §5.1 (`a=candidate`).
 */
export function scanPlaces(sdp: Uint8Array): {
  readonly places: readonly DescribedPlace[];
  readonly isAllRtp: boolean;
} {
  const scan = new PlaceScan();
  let at = 0;
  while (at < sdp.length && !scan.isFull) {
    let end = at;
    while (end < sdp.length && sdp[end] !== 0x0a && sdp[end] !== 0x0d) end++;
    const type = sdp[at + 1] === 0x3d ? sdp[at] : undefined;
    if (type === letter.c || type === letter.m || (type === letter.a && isOfInterest(sdp[at + 2])))
      scan.line(type, decoder.decode(sdp.subarray(at + 2, Math.min(end, at + 512))));
    at = end + 1;
  }
  scan.finish();
  return scan;
}

/** Of attributes: `rtcp` and `candidate`. */
function isOfInterest(first: number | undefined): boolean {
  return first === 0x72 || first === 0x63;
}

const otherProtocol = /udptl|bfcp/i;

class PlaceScan {
  readonly places: DescribedPlace[] = [];
  /** Whether no m-line is of another protocol over UDP. */
  isAllRtp = true;
  #index = -1;
  #sessionAddress: string | undefined = undefined;
  #address: string | undefined = undefined;
  #port = 0;
  #pairs = 1;
  #rtcp: { readonly address: string | undefined; readonly port: number } | undefined = undefined;

  get isFull(): boolean {
    return this.places.length >= mostPlaces;
  }

  line(type: number, value: string): void {
    if (type === letter.m) this.#begin(value);
    else if (type === letter.c) this.#connect(value);
    else if (value.startsWith('rtcp:')) this.#readRtcp(value);
    else if (value.startsWith('candidate:')) this.#readCandidate(value);
  }

  #begin(value: string): void {
    this.finish();
    this.#index++;
    const [, ports = '', proto = ''] = value.split(' ', 3);
    if (otherProtocol.test(proto)) this.isAllRtp = false;
    const [port, pairs = '1'] = ports.split('/', 2);
    this.#port = portOf(port);
    this.#pairs = Math.min(mostPairs, portOf(pairs) || 1);
    this.#address = this.#sessionAddress;
  }

  #connect(value: string): void {
    const text = value.split(' ', 3)[2]?.trim().split('/', 1)[0] ?? '';
    const address = canonicalAddress(text);
    if (this.#index < 0) this.#sessionAddress = address;
    this.#address = address;
  }

  #readRtcp(value: string): void {
    const words = value.slice('rtcp:'.length).trim().split(' ', 4);
    this.#rtcp = { port: portOf(words[0]), address: words[3] === undefined ? undefined : canonicalAddress(words[3]) };
  }

  /** candidate:foundation component transport priority address port … */
  #readCandidate(value: string): void {
    const words = value.split(' ', 6);
    const address = canonicalAddress(words[4] ?? '');
    if (words[2]?.toLowerCase() === 'udp') this.#add(address, portOf(words[5]), words[1] === '2');
  }

  /** The section ends. */
  finish(): void {
    if (this.#index < 0) return;
    for (let pair = 0; pair < this.#pairs; pair++) this.#addPair(this.#port + 2 * pair);
    this.#rtcp = undefined;
    this.#port = 0;
  }

  /** RTCP goes to the next port where nothing else is said (RFC 3550 §11). */
  #addPair(port: number): void {
    if (this.#port === 0) return;
    this.#add(this.#address, port, false);
    const rtcp = this.#rtcp;
    if (rtcp === undefined) this.#add(this.#address, port + 1, true);
    else if (rtcp.port !== port || rtcp.address !== undefined)
      this.#add(rtcp.address ?? this.#address, rtcp.port, true);
  }

  #add(address: string | undefined, port: number, isRtcp: boolean): void {
    if (address === undefined || port < 1 || port > 0xffff || this.isFull) return;
    const endpoint = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
    const { places } = this;
    if (places.some((one) => one.endpoint === endpoint && one.media === this.#index)) return;
    places.push({ endpoint, media: this.#index, isRtcp });
  }
}

function portOf(text: string | undefined): number {
  return text !== undefined && /^[0-9]{1,5}$/.test(text.trim()) ? Number(text) : 0;
}
