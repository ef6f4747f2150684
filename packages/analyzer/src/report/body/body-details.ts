import type { Body, SipMessage } from '@sipscope/parser';
import type { BodyDetail, BodyHeader, BodyTable } from '../../rows.ts';
import { base64 } from '../base64.ts';
import { loadXmlReader } from '../xml-findings.ts';
import { bodyKind } from './body-kind.ts';
import { bodyLimits } from './body-limits.ts';
import { cpimTables, dtmfTables, fragmentTables, summaryTables, vqTables } from './plain-tables.ts';
import { cut, placed, type Shift } from './placed.ts';
import { sdpDetail } from './sdp-detail.ts';
import { isupTables, qsigTables } from './signalling-tables.ts';
import { unpack } from './unpack.ts';
import { xmlElements } from './xml-detail.ts';
import { xmlTables } from './xml-tables.ts';

/** A body still to be told of: what must be added to its spans, and the body it was unpacked from. */
type Waiting = {
  readonly body: Body;
  readonly depth: number;
  readonly shift: Shift;
  readonly packed?: { readonly body: Body; readonly shift: Shift; readonly note: string };
};

/** What a body says, by its kind. */
type Said = Pick<BodyDetail, 'tables' | 'moreTables' | 'sdp' | 'xml' | 'moreElements'> & {
  /** Bodies within it, and by how much their spans lie elsewhere. */
  readonly inner?: readonly { readonly body: Body; readonly shift: Shift }[];
  readonly headers?: readonly {
    readonly name: string;
    readonly value: string;
    readonly lineSpan: readonly [number, number];
  }[];
  readonly headerShift?: Shift;
};

/** The bodies of a message, each before those within it; `more`: how many were not told. Loops, so no depth can hurt it. */
export async function bodyDetails(
  message: SipMessage,
): Promise<{ readonly bodies: readonly BodyDetail[]; readonly more: number }> {
  const bodies: BodyDetail[] = [];
  const waiting: Waiting[] = [];
  let more = 0;
  let budget: number = bodyLimits.unpackedBytes;
  if (message.body !== undefined && message.body.span[1] > message.body.span[0])
    waiting.push({ body: message.body, depth: 0, shift: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (bodies.length >= bodyLimits.bodies) {
      more++;
      continue;
    }
    if (next.body.contentEncodings.length > 0 && next.packed === undefined) {
      const { body, bytes, note } = await unpack(next.body, budget);
      budget -= bytes.length;
      const packed = { body: next.body, shift: next.shift, note };
      if (body !== undefined) waiting.push({ body, depth: next.depth, shift: undefined, packed });
      else bodies.push(unread({ ...next, packed }));
      continue;
    }
    const said = await say(next);
    bodies.push(detailOf(next, said));
    if (next.depth + 1 >= bodyLimits.depth) more += said.inner?.length ?? 0;
    else
      for (const { body, shift } of said.inner?.toReversed() ?? [])
        waiting.push({ body, depth: next.depth + 1, shift });
  }
  return { bodies, more };
}

function unread(waiting: Waiting): BodyDetail {
  return { ...frameOf(waiting), kind: 'unread', size: waiting.body.content.length };
}

function detailOf(waiting: Waiting, said: Said): BodyDetail {
  const { body, packed } = waiting;
  const { headers, headerShift, tables, moreTables, sdp, xml, moreElements } = said;
  const kind = bodyKind(body);
  const isElsewhere = packed !== undefined || waiting.shift === undefined || body.transferEncoding !== 'binary';
  return {
    ...frameOf(waiting, headers, headerShift),
    kind,
    size: body.content.length,
    // What a container holds stands in its parts.
    ...(isElsewhere && kind !== 'multipart' ? { content: base64(body.content) } : {}),
    ...(tables === undefined ? {} : { tables }),
    ...(moreTables === undefined ? {} : { moreTables }),
    ...(sdp === undefined ? {} : { sdp }),
    ...(xml === undefined ? {} : { xml }),
    ...(moreElements === undefined ? {} : { moreElements }),
  };
}

/** What is known of a body from around it: its place, its type, what it is for, its header fields. */
function frameOf(
  { body, depth, shift, packed }: Waiting,
  more: Said['headers'] = [],
  moreShift: Shift = shift,
): Omit<BodyDetail, 'kind' | 'size'> {
  const outer = packed?.body ?? body;
  const outerShift = packed === undefined ? shift : packed.shift;
  const { mediaType, disposition, contentId, contentLanguages, contentEncodings, transferEncoding } = outer;
  const headers: readonly BodyHeader[] = [
    ...outer.headers.map((field) => headerOf(field, outerShift)),
    ...more.map((field) => headerOf(field, moreShift)),
  ].slice(0, bodyLimits.headers);
  const left = outer.headers.length + more.length - headers.length;
  const notes = [...(packed === undefined ? [] : [packed.note]), ...depthNote(body)];
  return {
    depth,
    ...placed(outer.span, outerShift),
    ...(mediaType === '' ? {} : { mediaType: cut(mediaType) }),
    disposition: cut(disposition),
    ...(outer.handling === 'optional' ? { optional: true as const } : {}),
    ...(contentId === undefined ? {} : { contentId: cut(contentId) }),
    ...(contentLanguages.length === 0 ? {} : { languages: contentLanguages.slice(0, 20).map(cut) }),
    ...(contentEncodings.length === 0 ? {} : { encodings: contentEncodings.slice(0, 20).map(cut) }),
    ...(transferEncoding === 'binary' ? {} : { transferEncoding }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(left > 0 ? { moreHeaders: left } : {}),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function headerOf(
  {
    name,
    value,
    lineSpan,
  }: { readonly name: string; readonly value: string; readonly lineSpan: readonly [number, number] },
  shift: Shift,
): BodyHeader {
  return { name: cut(name), value: cut(value), ...placed(lineSpan, shift) };
}

function depthNote({ diagnostics }: Body): readonly string[] {
  return diagnostics.some(({ code }) => code === 'limit-body-depth')
    ? ['Nested too deep: it is not read further.']
    : [];
}

async function say({ body, shift }: Waiting): Promise<Said> {
  const { value, transferEncoding } = body;
  // What stands encoded for transfer has no places within.
  const inside = transferEncoding === 'binary' ? shift : undefined;
  const octets = { bytes: body.content, start: transferEncoding === 'binary' ? body.span[0] : 0, shift: inside };
  const tables = (all: readonly BodyTable[]): Said => (all.length === 0 ? {} : { tables: all });
  switch (value.kind) {
    case 'sdp':
      return { sdp: sdpDetail(value.session, inside) };
    case 'multipart':
      return { inner: value.parts.map((part) => ({ body: part, shift: inside })) };
    case 'sip': {
      const { message } = value;
      const within = inside === undefined ? undefined : inside + message.start;
      const { headers } = message;
      const inner = message.body === undefined ? [] : [{ body: message.body, shift: within }];
      return { ...tables(fragmentTables(message, within)), headers, headerShift: within, inner };
    }
    case 'sipfrag':
      return {
        ...tables(fragmentTables(value, inside)),
        headers: value.headers,
        headerShift: inside,
        ...(value.body === undefined ? {} : { inner: [{ body: value.body, shift: inside }] }),
      };
    case 'cpim':
      return {
        ...tables(cpimTables(value, inside)),
        ...(value.content === undefined ? {} : { inner: [{ body: value.content, shift: inside }] }),
      };
    case 'messageSummary':
      return tables(summaryTables(value, inside));
    case 'vqRtcpxr':
      return tables(vqTables(value, inside));
    case 'isup':
      return tables(isupTables(value, octets));
    case 'qsig':
      return tables(qsigTables(value, octets));
    case 'dtmf':
      return tables(dtmfTables(value, inside));
    case 'xml':
      return sayXml(body, inside);
    default:
      return {};
  }
}

async function sayXml(body: Body, shift: Shift): Promise<Said> {
  const { parseXmlBody } = await loadXmlReader();
  const parsed = parseXmlBody(body);
  const { tables, moreTables } = xmlTables(parsed, shift);
  return {
    ...xmlElements(parsed, shift),
    ...(tables.length === 0 ? {} : { tables }),
    ...(moreTables === undefined ? {} : { moreTables }),
  };
}
