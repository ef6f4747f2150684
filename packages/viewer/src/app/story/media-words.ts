import type { MediaSide, MediaState, StoryLeg } from '@sipscope/analyzer';

const arrows = { sendrecv: '⇄', sendonly: '→', recvonly: '←', inactive: '×' } as const;
const ways = {
  sendrecv: 'both ways',
  sendonly: 'one way',
  recvonly: 'the other way',
  inactive: 'neither way',
} as const;

/** `audio` and what it is coded in, each once. */
export function streamWords({ kind, codecs }: MediaState): string {
  return [kind, ...new Set(codecs.map(({ name }) => name))].join(' ');
}

/** Who sends to whom: the sign between two addresses, and how it is said. */
export function directionSign({ direction }: MediaState): readonly [sign: string, words: string] {
  return [arrows[direction], ways[direction]];
}

export function placeOf(side: MediaSide | undefined): string {
  if (side === undefined) return 'unknown';
  const host = side.address ?? 'no address';
  const text = host.includes(':') ? `[${host}]` : host;
  return side.port === undefined ? text : `${text}:${side.port}`;
}

/** What else is agreed on: hold, encryption, ICE. */
export function mediaNotes(media: MediaState, { names }: Pick<StoryLeg, 'names'>): readonly string[] {
  const { status, hold, crypto, dtlsClient, ice, rtcpMux, local, remote } = media;
  if (status !== 'active') return [status];
  const holder = hold === 'both' ? 'both' : hold && names[hold];
  const relayed = [...(local?.alsoAt ?? []), ...(remote?.alsoAt ?? [])].map((at) => placeOf({ ...emptySide, ...at }));
  return [
    ...(holder === undefined ? [] : [`held by ${holder}`]),
    ...(crypto === undefined ? [] : [`SRTP ${crypto}`]),
    ...(dtlsClient === undefined ? [] : ['DTLS-SRTP']),
    ...(ice === true ? ['ICE'] : []),
    ...(rtcpMux === true ? ['RTCP on the same port'] : []),
    ...(relayed.length === 0 ? [] : [`also at ${relayed.join(', ')}`]),
  ];
}

const emptySide: MediaSide = { direction: 'sendrecv', formats: [] };
