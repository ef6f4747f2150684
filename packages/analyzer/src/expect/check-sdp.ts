import type { Media, SessionDescription } from '@sipscope/parser';
import type { SdpRole } from '../rows.ts';
import { readPattern } from './pattern.ts';
import type { ReadSeen } from './seen-message.ts';

const kinds: ReadonlySet<string> = new Set(['audio', 'video', 'image', 'message', 'application', 'text']);
const directions: ReadonlySet<string> = new Set(['sendrecv', 'sendonly', 'recvonly', 'inactive']);

type ExpectedMedia = {
  readonly kind: string;
  readonly address: string | undefined;
  readonly port: string | undefined;
  readonly proto: string | undefined;
  readonly direction: string | undefined;
  readonly codecs: readonly string[];
  readonly attributes: readonly string[];
};

/** What of a session description is not as `sdp offer audio 4000 PCMU PCMA sendonly` says; what the words leave open is not looked at. */
export function* sdpProblems(words: readonly string[], { parsed, role }: ReadSeen): Generator<string> {
  const [word] = words;
  const { sdp } = parsed;
  if (sdp === undefined) {
    yield 'expected a session description, and there is none that can be read';
    return;
  }
  if ((word === 'offer' || word === 'answer') && role !== undefined && !isRole(word, role))
    yield `expected an ${word}, this is an ${role}`;
  const expected = readMedia(words);
  if (expected.length > 0 && expected.length !== sdp.media.length) {
    yield `expected ${expected.length} media (${expected.map(({ kind }) => kind).join(', ')}), seen ${sdp.media.length} (${sdp.media.map(({ kind }) => kind).join(', ')})`;
    return;
  }
  for (const [index, one] of expected.entries()) {
    const media = sdp.media[index];
    if (media !== undefined) yield* mediaProblems(one, media);
  }
}

/** What an unreliable 183 describes may differ from the answer that is to come (RFC 6337 §3.1.1); whoever sends it means an answer. */
function isRole(word: 'offer' | 'answer', role: SdpRole): boolean {
  return role === word || (word === 'answer' && role === 'preview');
}

function readMedia(words: readonly string[]): ExpectedMedia[] {
  const sections: string[][] = [];
  for (const word of words) {
    if (kinds.has(word)) sections.push([word]);
    else sections.at(-1)?.push(word);
  }
  return sections.map(([kind = '', ...rest]) => {
    const [, address, port] = /^(?:(.*):)?(\d+|\?)$/.exec(rest[0] ?? '') ?? [];
    const others = port === undefined ? rest : rest.slice(1);
    const isCodec = (word: string) => !word.startsWith('a=') && !directions.has(word) && !word.includes('/');
    return {
      kind,
      address: address?.replaceAll(/[[\]]/g, ''),
      port: port === '?' ? undefined : port,
      proto: others.find((word) => !word.startsWith('a=') && word.includes('/')),
      direction: others.find((word) => directions.has(word)),
      codecs: others.filter(isCodec),
      attributes: others.filter((word) => word.startsWith('a=')),
    };
  });
}

function* mediaProblems(expected: ExpectedMedia, media: Media): Generator<string> {
  const { kind, address, port, proto, direction, codecs, attributes } = expected;
  if (media.kind !== kind) {
    yield `expected ${kind}, seen ${media.kind}`;
    return;
  }
  if (port !== undefined && String(media.port) !== port)
    yield `${kind}: expected port ${port}, seen ${media.port ?? 'none'}`;
  if (address !== undefined && media.address !== address)
    yield `${kind}: expected address ${address}, seen ${media.address ?? 'none'}`;
  if (proto !== undefined && media.proto !== proto) yield `${kind}: expected ${proto}, seen ${media.proto}`;
  if (direction !== undefined && media.direction !== direction)
    yield `${kind}: expected ${direction}, seen ${media.direction}`;
  if (codecs.length > 0 && !areCodecs(codecs, media.codecs)) {
    yield `${kind}: expected ${codecs.join(' ')}, seen ${media.codecs.join(' ') || 'no codecs'}`;
  }
  const seen = media.attributes.map(({ name, value }) => (value === undefined ? `a=${name}` : `a=${name}:${value}`));
  for (const attribute of attributes) {
    const pattern = readPattern(attribute);
    if (!seen.some((one) => pattern.matches(one))) yield `${kind}: expected ${attribute}, which is not there`;
  }
}

/** All in this order; behind a `*` at the end there may be others. */
function areCodecs(expected: readonly string[], seen: readonly string[]): boolean {
  const isOpen = expected.at(-1) === '*';
  const names = isOpen ? expected.slice(0, -1) : expected;
  if (isOpen ? seen.length < names.length : seen.length !== names.length) return false;
  return names.every((name, index) => name.toLowerCase() === seen[index]?.toLowerCase());
}

/** `audio PCMU PCMA sendonly`: what is written of a description. */
export function sdpWords(sdp: SessionDescription): string {
  const media = sdp.media.map(({ kind, port, codecs, direction, isRtp }) => {
    const words = [
      kind,
      ...(port === 0 ? ['0'] : []),
      ...(isRtp ? codecs : []),
      ...(direction === 'sendrecv' ? [] : [direction]),
    ];
    return words.join(' ');
  });
  return media.join(' ');
}

/** The same as a flow states it; undefined where the language has no words for it. */
export function writtenSdp(sdp: SessionDescription): string | undefined {
  const words = sdpWords(sdp);
  const isWritable = sdp.media.length > 0 && sdp.media.every(({ kind }) => kinds.has(kind));
  return isWritable && /^[A-Za-z0-9 ._+-]*$/.test(words) ? words : undefined;
}
