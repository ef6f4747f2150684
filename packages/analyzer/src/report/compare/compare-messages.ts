import {
  type Body,
  elementSpans,
  type HeaderField,
  headerTable,
  parseMessage,
  type SipMessage,
  type Span,
} from '@sipscope/parser';
import { bodyLimits } from '../body/body-limits.ts';
import { keyOfLine } from '../body/compare-lines.ts';
import { type ReadLine, sectionsOf } from '../body/sdp-detail.ts';
import { alignByKey, alignInOrder, type Pair } from './align.ts';
import { compareValues, litMiddle } from './compare-values.ts';
import type { ComparedBody, ComparedElement, ComparedSection, ComparedSide, MessageComparison } from './comparison.ts';
import { valueParts, valueShape } from './value-parts.ts';

/** Header fields of a message that are compared. */
const mostFields = 1000;
/** Values longer than this are not parted by their commas. */
const longestList = 16_384;

/** An element of a header field, or the field's value where it is no list. */
type Element = { readonly name: string; readonly written: string; readonly text: string; readonly span: Span };

/** Two messages thing by thing: start line, headers by name wherever they stand, bodies by type. Bytes that are no message are compared as what can be read of them. */
export function compareMessages(left: Uint8Array, right: Uint8Array): MessageComparison {
  const [one, other] = [parseMessage(left), parseMessage(right)];
  const bodies = [leafBodies(one), leafBodies(other)] as const;
  const isCut = [one, other].some(({ headers }) => headers.length > mostFields) || bodies.some(({ isAll }) => !isAll);
  return {
    startLine: compareStartLines(one, other),
    headers: compareHeaders(one, other),
    bodies: alignByKey(bodies[0].list, bodies[1].list, ({ body }) => body.mediaType).map(compareBodies),
    ...(isCut && { isCut: true as const }),
  };
}

function compareStartLines(left: SipMessage, right: SipMessage): ComparedElement {
  const [one, other] = [firstLine(left), firstLine(right)];
  return { name: '', ...compareElements(one, other, 'plain') };
}

const decoder = new TextDecoder();

/** Also of what is no start line. */
function firstLine({ bytes, startLine, headers }: SipMessage): Element {
  const end = startLine?.span[1] ?? headers[0]?.lineSpan[0] ?? Math.min(bytes.length, longestList);
  const span: Span = [startLine?.span[0] ?? 0, end];
  const text = decoder.decode(bytes.subarray(...span)).trimEnd();
  return { name: '', written: '', text, span: [span[0], span[0] + new TextEncoder().encode(text).length] };
}

/** Headers by name in the order of the left; elements in order, or in any where the header is a set. */
function compareHeaders(left: SipMessage, right: SipMessage): readonly ComparedElement[] {
  const [one, other] = [elementsByName(left), elementsByName(right)];
  const names = alignByKey([...one.keys()], [...other.keys()], (name) => name);
  return names.flatMap((pair) => {
    const key = pair.left ?? pair.right ?? '';
    return compareNamed(key, one.get(key) ?? [], other.get(key) ?? []);
  });
}

function elementsByName({ bytes, headers }: SipMessage): ReadonlyMap<string, readonly Element[]> {
  const found = new Map<string, Element[]>();
  for (const field of headers.slice(0, mostFields)) {
    const key = field.header.toLowerCase();
    const list = found.get(key);
    const elements = elementsOf(field, bytes);
    if (list === undefined) found.set(key, [...elements]);
    else for (const element of elements) list.push(element);
  }
  return found;
}

function elementsOf(field: HeaderField, bytes: Uint8Array): readonly Element[] {
  const { header, name, valueSpan } = field;
  const whole: Element = { name: header, written: name, text: field.value, span: valueSpan };
  const row = rowOf(header);
  if (row === undefined || (!row.many && row.list !== true) || valueSpan[1] - valueSpan[0] > longestList)
    return [whole];
  const spans = elementSpans(header, bytes, valueSpan);
  if (spans.length < 2) return [whole];
  return spans.map((span) => ({ ...whole, text: unfolded(decoder.decode(bytes.subarray(...span))), span }));
}

function unfolded(text: string): string {
  return text.replaceAll(/\r?\n[ \t]+/g, ' ');
}

const rowsByName: ReadonlyMap<string, (typeof headerTable)[number]> = new Map(
  headerTable.map((row) => [row.name.toLowerCase(), row]),
);

function rowOf(name: string): (typeof headerTable)[number] | undefined {
  return rowsByName.get(name.toLowerCase());
}

/** Kinds of headers whose elements are a set: their order says nothing. */
const setKinds: ReadonlySet<string> = new Set([
  'tokens',
  'someTokens',
  'eventTypes',
  'optionTags',
  'callIds',
  'mediaTypes',
  'encodings',
  'languages',
]);
const setNames: ReadonlySet<string> = new Set([
  'allow',
  'supported',
  'require',
  'proxy-require',
  'unsupported',
  'recv-info',
]);

function compareNamed(key: string, left: readonly Element[], right: readonly Element[]): readonly ComparedElement[] {
  const kind = rowOf(key)?.kind;
  const isSet = setNames.has(key) || (kind !== undefined && setKinds.has(kind));
  const align = isSet ? alignByKey : alignInOrder;
  const shape = valueShape(key, kind);
  // A hop is the same hop when it has noted where the request came from.
  const keyOf = ({ text }: Element): string =>
    (valueParts(text, shape)[0]?.value ?? text).toLowerCase().replaceAll(/\s+/g, ' ');
  return align(left, right, keyOf).map((pair) => {
    const name = pair.left?.name ?? pair.right?.name ?? '';
    const compared = compareElements(pair.left, pair.right, shape);
    const isVarying = compared.varying === true || (compared.kind !== 'same' && varyingHeaders.has(key));
    return { name, ...compared, ...(isVarying && compared.kind !== 'equal' ? { varying: true as const } : {}) };
  });
}

/** Headers whose values differ between any two messages. */
const varyingHeaders: ReadonlySet<string> = new Set([
  'call-id',
  'cseq',
  'timestamp',
  'date',
  'content-length',
  'session-id',
  'rseq',
  'rack',
]);

type Compared = Omit<ComparedElement, 'name'>;

function compareElements(
  left: Element | undefined,
  right: Element | undefined,
  shape: ReturnType<typeof valueShape>,
): Compared {
  if (left === undefined || right === undefined) {
    const only = left ?? right;
    const side: ComparedSide = { pieces: [{ text: only?.text ?? '', lit: true }], span: only?.span ?? [0, 0] };
    return left === undefined ? { kind: 'right', right: side } : { kind: 'left', left: side };
  }
  const compared = compareValues(left.text, right.text, shape);
  const isRenamed = compared.kind === 'same' && left.written.toLowerCase() !== right.written.toLowerCase();
  return {
    kind: isRenamed ? 'equal' : compared.kind,
    left: { pieces: compared.left, span: left.span },
    right: { pieces: compared.right, span: right.span },
    ...(compared.isVarying ? { varying: true as const } : {}),
  };
}

type Leaf = { readonly body: Body; readonly bytes: Uint8Array };

/** The bodies that hold no others, in order. Loops, so no depth can hurt it. */
function leafBodies({ body }: SipMessage): { readonly list: readonly Leaf[]; readonly isAll: boolean } {
  const list: Leaf[] = [];
  const waiting: Body[] = body === undefined || body.span[0] === body.span[1] ? [] : [body];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (list.length >= bodyLimits.bodies) return { list, isAll: false };
    if (next.parts.length === 0) list.push({ body: next, bytes: next.bytes });
    for (const part of next.parts.toReversed()) waiting.push(part);
  }
  return { list, isAll: true };
}

function compareBodies({ left, right }: Pair<Leaf>): ComparedBody {
  const mediaType = left?.body.mediaType ?? right?.body.mediaType ?? '';
  if (left === undefined || right === undefined) {
    const only = left ?? right;
    const span = only?.body.span ?? [0, 0];
    return left === undefined ? { kind: 'right', mediaType, right: span } : { kind: 'left', mediaType, left: span };
  }
  const isSame = sameBytes(left.bytes, right.bytes);
  const sections = isSame ? undefined : compareSdp(left.body, right.body);
  return {
    kind: isSame ? 'same' : 'changed',
    mediaType,
    left: left.body.span,
    right: right.body.span,
    ...(sections === undefined ? {} : { sections }),
  };
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function compareSdp(left: Body, right: Body): readonly ComparedSection[] | undefined {
  const [one, other] = [left.value, right.value];
  // What stands encoded has no places in the message.
  if (
    one.kind !== 'sdp' ||
    other.kind !== 'sdp' ||
    left.transferEncoding !== 'binary' ||
    right.transferEncoding !== 'binary'
  )
    return undefined;
  const [before, after] = [sectionsOf(one.session), sectionsOf(other.session)];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => ({
    title: at === 0 ? 'session' : ((one.session.media[at - 1] ?? other.session.media[at - 1])?.kind ?? ''),
    lines: alignByKey(before[at] ?? [], after[at] ?? [], keyOfLine).map(compareLines),
  }));
}

function compareLines({ left, right }: Pair<ReadLine>): ComparedElement {
  const name = left?.name ?? right?.name ?? '';
  if (left === undefined || right === undefined) {
    const only = left ?? right;
    const side: ComparedSide = {
      pieces: [{ text: only?.text ?? '', lit: true }],
      span: only?.span ?? [0, 0],
    };
    return left === undefined ? { kind: 'right', name, right: side } : { kind: 'left', name, left: side };
  }
  const [one, other] = [left.text, right.text];
  if (one === other)
    return {
      kind: 'same',
      name,
      left: { pieces: [{ text: one }], span: left.span },
      right: { pieces: [{ text: other }], span: right.span },
    };
  const isVarying = left.type === 'o' || left.type === 't';
  return {
    kind: 'changed',
    name,
    left: { pieces: litMiddle(one, other), span: left.span },
    right: { pieces: litMiddle(other, one), span: right.span },
    ...(isVarying ? { varying: true as const } : {}),
  };
}
