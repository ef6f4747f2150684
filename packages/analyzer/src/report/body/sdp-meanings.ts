import type { ReadLine } from './sdp-detail.ts';

const setups: ReadonlyMap<string, string> = new Map([
  ['active', 'begins the handshake'],
  ['passive', 'waits for the handshake'],
  ['actpass', 'either; the answer chooses'],
  ['holdconn', 'not yet'],
]);

const bandwidths: ReadonlyMap<string, string> = new Map([
  ['AS', 'kbit/s of this medium, headers included'],
  ['CT', 'kbit/s of the whole session'],
  ['TIAS', 'bit/s without headers of transport'],
  ['RS', 'bit/s of RTCP of senders'],
  ['RR', 'bit/s of RTCP of receivers'],
]);

const candidateTypes: ReadonlyMap<string, string> = new Map([
  ['host', 'its own address'],
  ['srflx', 'as a STUN server sees it'],
  ['prflx', 'as the peer sees it'],
  ['relay', 'by way of a TURN server'],
]);

const meanings: ReadonlyMap<string, (value: string) => string | undefined> = new Map<
  string,
  (value: string) => string | undefined
>([
  ['ptime', () => 'ms of media in a packet'],
  ['maxptime', () => 'ms of media in a packet at most'],
  ['bandwidth', (value) => bandwidths.get(value.split(':', 1)[0] ?? '')],
  ['rtcp', () => 'where RTCP is to be sent'],
  ['rtcp-mux', () => 'RTCP shares the port of RTP'],
  ['ice-lite', () => 'answers checks only'],
  ['setup', (value) => setups.get(value.trim().toLowerCase())],
  ['fingerprint', () => 'hash of the certificate of DTLS'],
  ['crypto', (value) => `key of SRTP in the text, ${value.split(' ', 2)[1] ?? 'no suite'}`],
  ['candidate', candidate],
  ['inactive', () => 'neither side sends'],
  ['end-of-candidates', () => 'no more will come'],
]);

/** What a line stands for, in a few words, where its own are none. */
export function meaningOfAttribute({ name, value }: Pick<ReadLine, 'name' | 'value'>): string | undefined {
  return meanings.get(name)?.(value);
}

/** `1 1 UDP 2130706431 10.0.1.1 8998 typ host`. RFC 8839 §5.1. */
function candidate(value: string): string | undefined {
  const words = value.split(' ', 8);
  const type = candidateTypes.get(words[7] ?? '');
  if (type === undefined) return undefined;
  const component = words[1] === '1' ? 'RTP' : words[1] === '2' ? 'RTCP' : `component ${words[1] ?? ''}`;
  return `${component} at ${words[4] ?? ''} port ${words[5] ?? ''}: ${type}`.slice(0, 200);
}
