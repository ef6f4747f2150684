import {
  causeLocationTitle,
  type Isup,
  type IsupCause,
  isupMessageTitle,
  isupParameterTitle,
  type IsupReading,
  type Qsig,
  qsigElementTitle,
  readIsupParameter,
  readQsigElement,
  type Span,
} from '@sipscope/parser';
import { q850CauseRow } from '@sipscope/parser/registry';
import type { BodyFact, BodyTable } from '../../rows.ts';
import { bodyLimits } from './body-limits.ts';
import { fact, type Shift, table } from './placed.ts';

/** The octets a body was read from, and where they begin among the spans. */
export type Octets = { readonly bytes: Uint8Array; readonly start: number; readonly shift: Shift };

const causeCode = 0x12;
const qsigCauseId = 0x08;

/** A message of the telephone network: its type, then its parameters one by one, those that are not read here as octets. */
export function isupTables(isup: Isup, octets: Octets): readonly BodyTable[] {
  const { messageType, messageName, parameters, cause } = isup;
  const { start, shift } = octets;
  const type = messageType === undefined ? undefined : `0x${hex([messageType])}`;
  const what = fact('message', messageName ?? type, {
    span: [start, start + 1],
    shift,
    meaning: messageName === undefined ? 'no type of ISUP' : isupMessageTitle(messageName),
  });
  const facts = parameters.slice(0, bodyLimits.facts).flatMap(({ code, span }) => {
    const found = contents(octets, span);
    const name = isupParameterTitle(code) ?? `parameter 0x${hex([code])}`;
    if (code === causeCode && cause !== undefined) return causeFacts(name, cause, { span, shift });
    return readFacts(name, readIsupParameter(code, found), { found, span, shift });
  });
  return table(undefined, [...what, ...facts]);
}

export function qsigTables(qsig: Qsig, octets: Octets): readonly BodyTable[] {
  const { messageType, messageName, callReference, cause, elements, complete } = qsig;
  const { shift } = octets;
  const what = fact('message', messageName ?? (messageType === undefined ? undefined : `0x${hex([messageType])}`), {
    shift,
    meaning: messageName === undefined ? 'no type known here' : undefined,
  });
  const facts = elements.flatMap(({ id, span }) => {
    const found = contents(octets, span);
    const name = qsigElementTitle(id) ?? `element 0x${hex([id])}`;
    if (id === qsigCauseId && cause !== undefined) return causeFacts(name, cause, { span, shift });
    return readFacts(name, id >= 0x80 ? [{ value: 'yes' }] : readQsigElement(id, found), { found, span, shift });
  });
  const end = complete ? [] : fact('end', 'not all was read', { shift });
  return table(undefined, [...what, ...fact('call reference', callReference, { shift }), ...facts, ...end]);
}

function causeFacts(
  name: string,
  { value, location, codingStandard }: IsupCause,
  place: { readonly span: Span; readonly shift: Shift },
): readonly BodyFact[] {
  const meaning = codingStandard === 0 ? q850CauseRow(value)?.name : 'of another standard than ITU-T';
  return [
    ...fact(name, value, { ...place, meaning }),
    ...fact('released by', causeLocationTitle(location) ?? `location ${location}`, place),
  ];
}

function readFacts(
  name: string,
  readings: readonly IsupReading[] | undefined,
  { found, span, shift }: { readonly found: Uint8Array; readonly span: Span; readonly shift: Shift },
): readonly BodyFact[] {
  if (readings === undefined || readings.length === 0)
    return fact(name, found.length === 0 ? 'empty' : hex(found), { span, shift, meaning: 'not read here' });
  const [first, ...rest] = readings;
  if (first?.name !== undefined)
    return fact(name, readings.map((one) => `${one.name ?? ''}: ${one.value}`).join('; '), { span, shift });
  const more = rest.map((one) => (one.name === undefined ? one.value : `${one.name}: ${one.value}`)).join('; ');
  return fact(name, first?.value, { span, shift, meaning: more === '' ? undefined : more });
}

function contents({ bytes, start }: Octets, [from, to]: Span): Uint8Array {
  return bytes.subarray(from - start, to - start);
}

/** `03 80 90`; no more than a line of it. */
function hex(octets: ArrayLike<number>): string {
  const shown = Array.from(octets).slice(0, 64);
  const text = shown.map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
  return shown.length < octets.length ? `${text} …` : text;
}
