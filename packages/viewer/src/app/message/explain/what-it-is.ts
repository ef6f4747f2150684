import { headerTable, methodTable, sdpAttributeTable, statusTable } from '@sipscope/analyzer';
import { words } from '../../words/words.ts';
import type { Field } from '../syntax.ts';
import { headerTexts } from './header-texts.ts';
import { methodTexts } from './method-texts.ts';
import { partCites, type PartName, partTexts } from './part-texts.ts';
import { sdpAttributeTexts } from './sdp-attribute-texts.ts';
import { type SdpLetter, sdpSections, sdpTexts } from './sdp-texts.ts';
import { classTexts, statusTexts } from './status-texts.ts';

export type Cite = { readonly rfc: number; readonly section?: string };

/** What something is, in a sentence or two, and where that is written. */
export type Explanation = { readonly title: string; readonly text: string; readonly cite?: Cite };

const whatWords = words('explain', {
  unknownHeader:
    'A header field that no RFC we know of defines: its meaning is its vendor’s. Who does not understand it ignores it.',
  unknownMethod: 'A method that is not registered. A server that does not know it answers 501, or 405.',
  attribute: (name: string) => `Attribute ${name}`,
  atLevel: (level: string) => `It may stand at the level of ${level}.`,
  value: (value: string) => `Its value: ${value}.`,
  line: (letter: string) => `Line ${letter}= of SDP`,
  body: 'Body',
});

type Row = { readonly rfc?: number; readonly section?: string };

/** What a field of a message is: explanations from the field itself to the part that was chosen in it. `textOf` gives the text of a span. */
export function whatItIs(
  field: Field,
  rules: readonly string[],
  textOf: (span: Field['span']) => string,
): readonly Explanation[] {
  // What a line is in needs no words at every line.
  const within = field.kind === 'header' || field.kind === 'start' ? rules : [];
  return [...ofField(field, textOf), ...ofParts(within)];
}

function ofField({ kind, node }: Field, textOf: (span: Field['span']) => string): readonly Explanation[] {
  switch (kind) {
    case 'header':
      return [headerExplanation(node.label ?? '')];
    case 'line':
      return lineExplanations(node.label ?? '', textOf(node.span));
    case 'body':
      return [partExplanation('message-body', whatWords.body)];
    case 'start':
      return startExplanations(
        node.rule,
        (node.children ?? []).map((part) => [part.rule, textOf(part.span)] as const),
      );
  }
}

export function headerExplanation(name: string): Explanation {
  const row = headerTable.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (row === undefined) return { title: name, text: whatWords.unknownHeader };
  return { title: row.name, text: headerTexts[row.name], ...citeOf(row) };
}

/** Methods compare with case. RFC 3261 §7.1. */
export function methodExplanation(method: string): Explanation {
  const row = methodTable.find((one) => one.method === method);
  if (row === undefined) return { title: method, text: whatWords.unknownMethod };
  return { title: method, text: methodTexts[row.method], ...citeOf(row) };
}

export function statusExplanation(status: number): Explanation | undefined {
  const row = statusTable.find((one) => one.status === status);
  if (row !== undefined) return { title: `${status} ${row.reason}`, text: statusTexts[row.status], ...citeOf(row) };
  const kind = Math.floor(status / 100);
  if (!isStatusClass(kind)) return undefined;
  return { title: `${status}`, text: classTexts[kind], cite: { rfc: 3261, section: '8.1.3.2' } };
}

function isStatusClass(kind: number): kind is keyof typeof classTexts {
  return kind >= 1 && kind <= 6;
}

function startExplanations(
  rule: string,
  parts: readonly (readonly [rule: string, text: string])[],
): readonly Explanation[] {
  const textOf = (name: string): string | undefined => parts.find(([one]) => one === name)?.[1];
  const method = textOf('Method');
  const status = textOf('Status-Code');
  if (method !== undefined) return [methodExplanation(method)];
  const explained = status === undefined ? undefined : statusExplanation(Number(status));
  if (explained !== undefined) return [explained];
  return isPart(rule) ? [partExplanation(rule)] : [];
}

function lineExplanations(label: string, text: string): readonly Explanation[] {
  // Of an attribute, the label may be its name.
  const letter = text.charAt(0);
  if (!isSdpLetter(letter) || text.charAt(1) !== '=') return [];
  const line: Explanation = {
    title: whatWords.line(letter),
    text: sdpTexts[letter],
    cite: { rfc: 8866, section: sdpSections[letter] },
  };
  if (letter !== 'a') return [line];
  const name = /^a=([^:\r\n]{1,64})/.exec(text)?.[1] ?? label;
  const attribute = attributeExplanation(name);
  return attribute === undefined ? [line] : [attribute];
}

export function attributeExplanation(name: string): Explanation | undefined {
  const row = sdpAttributeTable.find((one) => one.name === name);
  if (row === undefined) return undefined;
  // Not every row of the table has these.
  const { level, value, note } = row as { readonly level: string; readonly value?: string; readonly note?: string };
  if (Object.hasOwn(sdpAttributeTexts, name))
    return { title: whatWords.attribute(name), text: sdpAttributeTexts[name] ?? '', ...citeOf(row) };
  const text = [
    note === undefined ? '' : `${note.charAt(0).toUpperCase()}${note.slice(1)}.`,
    value === undefined || value === 'flag' ? '' : whatWords.value(value),
    whatWords.atLevel(level.replace('+', ' or ')),
  ];
  return { title: whatWords.attribute(name), text: text.filter((one) => one !== '').join(' '), ...citeOf(row) };
}

function isSdpLetter(letter: string): letter is SdpLetter {
  return Object.hasOwn(sdpSections, letter);
}

/** Of the parts around what was chosen, those that have something to say of themselves. */
function ofParts(rules: readonly string[]): readonly Explanation[] {
  return rules.filter((rule) => isPart(rule)).map((rule) => partExplanation(rule));
}

function isPart(rule: string): rule is PartName {
  return Object.hasOwn(partCites, rule);
}

function partExplanation(rule: PartName, title: string = rule): Explanation {
  const [rfc, section] = partCites[rule];
  return { title, text: partTexts[rule], cite: { rfc, section } };
}

function citeOf({ rfc, section }: Row): { readonly cite?: Cite } {
  if (rfc === undefined) return {};
  return { cite: { rfc, ...(section !== undefined && section !== '' && { section }) } };
}
