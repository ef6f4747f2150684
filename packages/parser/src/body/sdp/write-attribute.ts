import type { AttributeKinds, AttributeName } from './attribute-table.ts';
import { attributeRow } from './attribute-table.ts';
import type { AttributeValue } from './attribute.ts';
import type {
  Candidate,
  Configuration,
  Crypto,
  DataChannel,
  FileSelector,
  ImageAttribute,
  ImageRange,
  ImageSet,
  NameValue,
  SimulcastStreams,
} from './attribute-values.ts';
import type { AttributeInit } from './write-session-description.ts';

/** What a writer takes: the value as it was read, of nested attributes one to be written too. */
export type AttributeInput<Name extends AttributeName> = AttributeKinds[Name] extends 'numberedAttribute'
  ? { readonly id: number; readonly attribute: AttributeInit }
  : AttributeValue<Name>;

/** An attribute from what it says: `buildAttribute('ssrc-group', {semantics: 'FID', ssrcs: [1, 2]})`. */
export function buildAttribute<Name extends AttributeName>(name: Name, typed: AttributeInput<Name>): AttributeInit {
  const kind = attributeRow(name)?.[0];
  if (kind === 'flag') return { name };
  if (kind === 'switch') return typed === true ? { name } : { name, value: '0' };
  if (typeof typed === 'string' || typeof typed === 'number') return { name, value: `${typed}` };
  // The name's kind is that of the value.
  const write = kind === undefined ? undefined : (writers[kind] as ((value: never) => string) | undefined);
  return { name, value: write?.(typed as never) };
}

type Writers = {
  readonly [Kind in AttributeKinds[AttributeName]]?: (
    value: AttributeInput<{ [Name in AttributeName]: AttributeKinds[Name] extends Kind ? Name : never }[AttributeName]>,
  ) => string;
};

const words = (...parts: readonly (string | number | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');

const pairs = (list: readonly NameValue[], mark: string): string[] =>
  list.map(({ name, value }) => (value === undefined ? name : `${name}${mark}${value}`));

/** Of every kind that is more than text or a number. */
const writers: Writers = {
  words: (list) => list.join(' '),
  commaWords: (list) => list.join(','),
  ssrcs: (list) => list.join(' '),
  pairs: (list) => pairs(list, '=').join(' '),
  colonPairs: (list) => pairs(list, ':').join(' '),
  group: ({ semantics, ids }) => words(semantics, ...ids),
  ssrcGroup: ({ semantics, ssrcs }) => words(semantics, ...ssrcs),
  msid: ({ stream, track }) => words(stream, track),
  numberedAttribute: ({ id, attribute: { name, value } }) => `${id} ${value === undefined ? name : `${name}:${value}`}`,
  status: ({ type, status, direction }) => words(type, status, direction),
  desired: ({ type, strength, status, direction }) => words(type, strength, status, direction),
  tcap: ({ number, protos }) => words(number, ...protos),
  configuration: ({ number, lists }: Configuration) => words(number, ...pairs(lists, '=')),
  capability: ({ number, kind, proto, formats }) => words(number, kind, proto, ...formats),
  floorId: ({ id, streams }) => words(id, streams.length === 0 ? undefined : `mstrm:${streams.join(' ')}`),
  rtpmap: ({ payloadType, encoding, clockHz, channels }) =>
    `${payloadType} ${encoding}/${clockHz}${channels === 1 ? '' : `/${channels}`}`,
  fmtp: ({ format, parameters }) => words(format, parameters),
  candidate: writeCandidate,
  remoteCandidates: (list) => list.map(({ component, address, port }) => words(component, address, port)).join(' '),
  crypto: writeCrypto,
  fingerprint: ({ hash, fingerprint }) => words(hash, fingerprint),
  rtcp: ({ port, networkType, addressType, address }) => words(port, networkType, addressType, address),
  altc: ({ number, addressType, address, port, rtcpPort }) =>
    `${words(number, addressType, address, port)}${rtcpPort === undefined ? '' : `/${rtcpPort}`}`,
  sourceFilter: ({ mode, networkType, addressType, destination, sources }) =>
    words(mode, networkType, addressType, destination, ...sources),
  sctpmap: ({ port, protocol, streams }) => words(port, protocol, streams),
  keyManagement: ({ protocol, data }) => words(protocol, data),
  zrtpHash: ({ version, hash }) => words(version, hash),
  rtcpFeedback: ({ payloadType, type, params }) => words(payloadType, type, ...params),
  extmap: ({ id, direction, uri, attributes }) =>
    words(direction === undefined ? id : `${id}/${direction}`, uri, attributes),
  simulcast: ({ send, recv }) => words(...streams('send', send), ...streams('recv', recv)),
  rid: ({ id, direction, payloadTypes, restrictions }) => {
    const list = [...(payloadTypes.length === 0 ? [] : [`pt=${payloadTypes.join(',')}`]), ...pairs(restrictions, '=')];
    return words(id, direction, list.length === 0 ? undefined : list.join(';'));
  },
  imageAttribute: ({ payloadType, send, recv }) =>
    words(payloadType, ...imageSets('send', send), ...imageSets('recv', recv)),
  frameSize: ({ payloadType, width, height }) => `${payloadType} ${width}-${height}`,
  fileSelector: writeFileSelector,
  fileDate: (dates) =>
    words(...Object.entries(dates).map(([name, date]) => (date === undefined ? date : `${name}:"${date}"`))),
  fileRange: ({ start, stop }) => `${start}-${stop ?? '*'}`,
  dataChannel: writeDataChannel,
};

function writeCandidate(candidate: Candidate): string {
  const { foundation, component, transport, priority, address, port, type, extensions } = candidate;
  const base = words(foundation, component, transport, priority, address, port, 'typ', type);
  return words(base, ...pairs(extensions, ' '));
}

function writeCrypto({ tag, suite, keys, sessionParams }: Crypto): string {
  const keyTexts = keys.map(({ method, keySalt, lifetime, mki, mkiLength }) => {
    const parts = [keySalt];
    if (lifetime !== undefined) parts.push(writeLifetime(lifetime));
    if (mki !== undefined) parts.push(`${mki}:${mkiLength}`);
    return `${method}:${parts.join('|')}`;
  });
  return words(tag, suite, keyTexts.join(';'), ...pairs(sessionParams, '='));
}

function writeLifetime(packets: number): string {
  const power = Math.log2(packets);
  return Number.isInteger(power) ? `2^${power}` : `${packets}`;
}

function streams(direction: string, list: SimulcastStreams): readonly string[] {
  if (list.length === 0) return [];
  const texts = list.map((formats) => formats.map(({ rid, paused }) => (paused ? `~${rid}` : rid)).join(','));
  return [direction, texts.join(';')];
}

function imageSets(direction: 'send' | 'recv', sets: ImageAttribute['send']): readonly string[] {
  if (sets === '*') return [direction, '*'];
  return sets.length === 0 ? [] : [direction, ...sets.map(imageSet)];
}

function imageSet({ x, y, params }: ImageSet): string {
  return `[${[`x=${imageRange(x)}`, `y=${imageRange(y)}`, ...pairs(params, '=')].join(',')}]`;
}

function imageRange(range: ImageRange): string {
  if (!('min' in range)) return range.length === 1 ? `${range[0]}` : `[${range.join(',')}]`;
  return `[${[range.min, range.step, range.max].filter((one) => one !== undefined).join(':')}]`;
}

function writeFileSelector({ name, type, size, hashes }: FileSelector): string {
  return words(
    name === undefined ? name : `name:"${escaped(name)}"`,
    type === undefined ? type : `type:${type}`,
    size === undefined ? size : `size:${size}`,
    ...hashes.map(({ hash, fingerprint }) => `hash:${hash}:${fingerprint}`),
  );
}

function writeDataChannel(channel: DataChannel): string {
  const { streamId, subprotocol, label, ordered, maxRetransmits, maxTimeMs, priority } = channel;
  const options = [
    subprotocol === undefined ? undefined : `subprotocol="${escaped(subprotocol)}"`,
    label === undefined ? undefined : `label="${escaped(label)}"`,
    ordered ? undefined : 'ordered=false',
    maxRetransmits === undefined ? undefined : `max-retr=${maxRetransmits}`,
    maxTimeMs === undefined ? undefined : `max-time=${maxTimeMs}`,
    priority === undefined ? undefined : `priority=${priority}`,
  ].filter((option) => option !== undefined);
  return words(streamId, options.length === 0 ? undefined : options.join(';'));
}

/** Quotes, percent signs and control characters as `%xx`. RFC 5547 §6, RFC 8864 §5.1. */
function escaped(text: string): string {
  return text.replaceAll(/["%\0-\x1f\x7f]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
