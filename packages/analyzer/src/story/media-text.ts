import type { AgreedCodec, MediaSide, MediaState } from '../rows.ts';

/** What goes beside a codec and is none itself. */
const besides: ReadonlySet<string> = new Set([
  'telephone-event',
  'cn',
  'red',
  'rtx',
  'ulpfec',
  'flexfec-03',
  'flexfec',
]);

/** The codecs that carry media, by name. */
export function codecNames(codecs: readonly AgreedCodec[]): readonly string[] {
  return [...new Set(codecs.map(({ name }) => name).filter((name) => !besides.has(name.toLowerCase())))];
}

/** `10.0.0.1:4000`; IPv6 in brackets. */
export function placeText(side: MediaSide | undefined): string {
  if (side === undefined) return 'unknown';
  const { address = 'no address', port } = side;
  const host = address.includes(':') ? `[${address}]` : address;
  return port === undefined ? host : `${host}:${port}`;
}

/** `audio PCMA`, `fax T.38`. */
export function streamText({ kind, codecs, local, remote }: MediaState): string {
  if (isFax(kind, local ?? remote)) return 'fax T.38';
  const names = codecNames(codecs);
  return names.length === 0 ? kind : `${kind} ${names.join('/')}`;
}

export function isFax(kind: string, side: MediaSide | undefined): boolean {
  return (
    kind === 'image' && (side?.t38 !== undefined || side?.formats.some((format) => /^t38$/i.test(format)) === true)
  );
}

const arrows = { sendrecv: '⇄', sendonly: '→', recvonly: '←', inactive: '×' } as const;

/** One line of what is in force: `audio PCMA  alice 10.0.0.1:4000 ⇄ bob 10.0.0.2:5000`. */
export function mediaLine(media: MediaState, names: { readonly local: string; readonly remote: string }): string {
  const { status, direction, local, remote, hold, crypto, dtlsClient, ice } = media;
  const stream = streamText(media);
  if (status !== 'active') return `${stream} ${status}`;
  const ends = `${names.local} ${placeText(local)} ${arrows[direction]} ${names.remote} ${placeText(remote)}`;
  const holder = hold === undefined || hold === 'both' ? hold : names[hold];
  const more = [
    ...(holder === undefined ? [] : [holder === 'both' ? 'held by both' : `held by ${holder}`]),
    ...(crypto === undefined ? [] : [`SRTP ${crypto}`]),
    ...(dtlsClient === undefined ? [] : ['DTLS-SRTP']),
    ...(ice === true ? ['ICE'] : []),
  ];
  return `${stream}  ${ends}${more.length === 0 ? '' : `  (${more.join(', ')})`}`;
}
