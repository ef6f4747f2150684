import type { Media, SdpLine, SessionDescription, Span } from '@sipscope/parser';
import type { BodyFact, SdpCodecDetail, SdpDetail, SdpMediaDetail } from '../../rows.ts';
import { bodyLimits } from './body-limits.ts';
import { cut, fact, placed, type Shift, table } from './placed.ts';
import { meaningOfAttribute } from './sdp-meanings.ts';

/** What lines of a description are called. RFC 8866 §5. */
const lineNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    v: 'version',
    o: 'origin',
    s: 'session name',
    i: 'information',
    u: 'URI',
    e: 'email',
    p: 'phone',
    c: 'connection',
    b: 'bandwidth',
    t: 'time',
    r: 'repeats',
    z: 'zones',
    k: 'key',
  }),
);

/** What a line says: of an attribute under its own name. */
export type ReadLine = {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  /** The line whole, without its break. */
  readonly text: string;
  readonly span: Span;
};

/** A session description as a table, each piece with its place. */
export function sdpDetail(session: SessionDescription, shift: Shift): SdpDetail {
  const sections = sectionsOf(session);
  const more = session.media.length - bodyLimits.media;
  const [own = []] = sections;
  const [sessionTable] = table(
    undefined,
    own.flatMap((line) => sessionFact(line, shift)),
  );
  return {
    session: sessionTable ?? { facts: [] },
    media: session.media
      .slice(0, bodyLimits.media)
      .map((media, at) => mediaDetail({ media, lines: sections[at + 1] ?? [], session, own, shift })),
    ...(more > 0 ? { moreMedia: more } : {}),
  };
}

/** The lines of the session, then those of each medium. */
export function sectionsOf(session: SessionDescription): readonly (readonly ReadLine[])[] {
  const sections: ReadLine[][] = [[]];
  const { media } = session;
  for (const line of session.lines) {
    const next = media[sections.length - 1];
    if (next !== undefined && line.span[0] >= next.span[0]) sections.push([]);
    const current = media[sections.length - 2];
    // What follows an m-line that cannot be read is of no medium.
    if (current === undefined || line.span[0] < current.span[1]) sections.at(-1)?.push(readLine(session, line));
  }
  return sections;
}

const decoder = new TextDecoder();

function readLine(session: SessionDescription, { type, valueSpan }: SdpLine): ReadLine {
  const [start] = session.span;
  const said = decoder.decode(session.bytes.subarray(valueSpan[0] - start, valueSpan[1] - start));
  // From the letter before the `=`; a line that is none begins where its text does.
  const span: Span = [type === '' ? valueSpan[0] : valueSpan[0] - 2, valueSpan[1]];
  const text = type === '' ? said : `${type}=${said}`;
  if (type !== 'a') return { type, name: lineNames.get(type) ?? type, value: said, text, span };
  const colon = said.indexOf(':');
  return colon === -1
    ? { type, name: said, value: '', text, span }
    : { type, name: said.slice(0, colon), value: said.slice(colon + 1), text, span };
}

function sessionFact(line: ReadLine, shift: Shift): readonly BodyFact[] {
  const { type, name, value, span } = line;
  if (type === 'v') return [];
  const meaning = type === 't' && /^0 +0$/.test(value) ? 'without bound' : meaningOfAttribute(line);
  return fact(type === '' ? 'no line of SDP' : name, value === '' ? 'yes' : value, { span, shift, meaning });
}

type Section = {
  readonly media: Media;
  readonly lines: readonly ReadLine[];
  readonly session: SessionDescription;
  readonly own: readonly ReadLine[];
  readonly shift: Shift;
};

const directions: ReadonlySet<string> = new Set(['sendrecv', 'sendonly', 'recvonly', 'inactive']);

function mediaDetail({ media, lines, session, own, shift }: Section): SdpMediaDetail {
  const words = mediaWords(media);
  const at = (word: number): Span | undefined => words[word];
  const connection = lines.find(({ type }) => type === 'c') ?? own.find(({ type }) => type === 'c');
  const direction = [...lines, ...own].find(({ type, name }) => type === 'a' && directions.has(name));
  const shown = new Set<ReadLine | undefined>([connection, direction]);
  const codecs = codecsOf(media, lines, { words, shift });
  const facts = lines.flatMap((line) => (shown.has(line) ? [] : mediaFact(line, shift)));
  const [mid] = midFact(media, lines, { session, shift });
  const { port, portCount } = media;
  return {
    ...placed(media.span, shift),
    kind: { name: 'media', value: cut(media.kind), ...placed(at(0), shift) },
    ...(mid === undefined ? {} : { mid }),
    ...(media.address === undefined
      ? {}
      : { address: { name: 'address', value: cut(media.address), ...placed(addressSpan(connection), shift) } }),
    port: {
      name: 'port',
      value: port === undefined ? 'unreadable' : portCount === undefined ? `${port}` : `${port}/${portCount}`,
      ...placed(at(1), shift),
    },
    ...(port === 0 ? { refused: true as const } : {}),
    protocol: { name: 'protocol', value: cut(media.proto), ...placed(at(2), shift) },
    direction: { name: 'direction', value: media.direction, ...placed(direction?.span, shift) },
    codecs: codecs.slice(0, bodyLimits.codecs),
    ...(codecs.length > bodyLimits.codecs ? { moreCodecs: codecs.length - bodyLimits.codecs } : {}),
    facts: inOrder(facts).slice(0, bodyLimits.facts),
    ...(facts.length > bodyLimits.facts ? { moreFacts: facts.length - bodyLimits.facts } : {}),
  };
}

/** The words of the `m=` line: kind, port, protocol, formats. */
function mediaWords(media: Media): readonly Span[] {
  const { bytes, span } = media;
  const words: Span[] = [];
  let at = 2;
  while (at < bytes.length && bytes[at]! > 0x0d) {
    const start = at;
    while (at < bytes.length && bytes[at]! > 0x20) at++;
    if (at > start) words.push([span[0] + start, span[0] + at]);
    while (bytes[at] === 0x20) at++;
    if (words.length > bodyLimits.codecs + 3) break;
  }
  return words;
}

/** The third word of a `c=` line. */
function addressSpan(connection: ReadLine | undefined): Span | undefined {
  if (connection === undefined) return undefined;
  const before = connection.value.match(/^\S+ +\S+ +/)?.[0].length ?? 0;
  return [connection.span[0] + 2 + before, connection.span[1]];
}

function codecsOf(
  media: Media,
  lines: readonly ReadLine[],
  { words, shift }: { readonly words: readonly Span[]; readonly shift: Shift },
): readonly SdpCodecDetail[] {
  const byFormat = (name: string): ReadonlyMap<string, ReadLine> =>
    new Map(
      lines
        .filter((line) => line.type === 'a' && line.name === name)
        .toReversed()
        .map((line) => [line.value.trimStart().split(' ', 1)[0] ?? '', line]),
    );
  const [maps, parameters] = [byFormat('rtpmap'), byFormat('fmtp')];
  const payloads = new Map(media.payloads.map((payload) => [`${payload.payloadType}`, payload]));
  return media.formats.map((format, at) => {
    const payload = payloads.get(format);
    const fmtp = parameters.get(format);
    const span = placed(maps.get(format)?.span ?? words[at + 3], shift);
    return {
      format: cut(format),
      ...(payload === undefined
        ? {}
        : {
            name: cut(`${payload.encoding}/${payload.clockHz}${payload.channels === 1 ? '' : `/${payload.channels}`}`),
          }),
      ...span,
      ...(fmtp === undefined ? {} : parametersOf(fmtp, shift)),
    };
  });
}

function parametersOf(fmtp: ReadLine, shift: Shift): Pick<SdpCodecDetail, 'parameters' | 'parametersSpan'> {
  const { span } = placed(fmtp.span, shift);
  const space = fmtp.value.indexOf(' ');
  return {
    parameters: space === -1 ? '' : cut(fmtp.value.slice(space + 1)),
    ...(span === undefined ? {} : { parametersSpan: span }),
  };
}

function midFact(
  media: Media,
  lines: readonly ReadLine[],
  { session, shift }: { readonly session: SessionDescription; readonly shift: Shift },
): readonly BodyFact[] {
  const { mid } = media;
  const line = lines.find(({ type, name }) => type === 'a' && name === 'mid');
  if (mid === undefined || line === undefined) return [];
  const bundle = session.group('BUNDLE');
  const others = bundle?.includes(mid) === true ? bundle.filter((id) => id !== mid) : [];
  const meaning = others.length === 0 ? undefined : `one transport with ${cut(others.slice(0, 16).join(', '))}`;
  return fact('mid', mid, { span: line.span, shift, meaning });
}

/** What stands in columns of its own is not told twice. */
const told: ReadonlySet<string> = new Set(['rtpmap', 'fmtp', 'mid', ...directions]);

function mediaFact(line: ReadLine, shift: Shift): readonly BodyFact[] {
  const { type, name, value, span } = line;
  if (type === 'm' || (type === 'a' && told.has(name))) return [];
  return fact(type === '' ? 'no line of SDP' : name, value === '' ? 'yes' : value, {
    span,
    shift,
    meaning: meaningOfAttribute(line),
  });
}

const order = [
  'ptime',
  'maxptime',
  'bandwidth',
  'rtcp',
  'ice-',
  'candidate',
  'end-of-',
  'setup',
  'fingerprint',
  'crypto',
];

/** Times and bandwidth first, then transport and keys, then the rest as it stands. */
function inOrder(facts: readonly BodyFact[]): readonly BodyFact[] {
  const rank = ({ name }: BodyFact): number => {
    const found = order.findIndex((prefix) => name.startsWith(prefix));
    return found === -1 ? order.length : found;
  };
  return facts.toSorted((one, other) => rank(one) - rank(other));
}
