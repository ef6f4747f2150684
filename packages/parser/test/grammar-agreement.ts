import { attributeRow } from '../src/body/sdp/attribute-table.ts';
import { grammar, type Grammar, sdpGrammar } from '../src/grammar/grammar.ts';
import { interpretedSdp, interpretedSip } from '../src/grammar/interpreted-grammar.ts';
import { LazyAddress } from '../src/grammar/lazy-address.ts';
import { readSdpValue, sdpValueKinds } from '../src/grammar/read-sdp-value.ts';
import { readValue } from '../src/grammar/read-value.ts';
import { valueKinds } from '../src/grammar/value-kinds.ts';
import type { ValueKind } from '../src/grammar/value-types.ts';
import { parseAttribute, parseMessage } from '../src/index.ts';
import type { Diagnostic } from '../src/diagnostic/diagnostic.ts';
import { SourceText } from '../src/text/source-text.ts';
import { mutate, randomOf } from './mutate.ts';
import { sdpAttributeExamples } from './sdp-attribute-examples.ts';

type Kind = { readonly name: string; readonly read: (bytes: Uint8Array, isCompiled: boolean) => unknown };

type Seed = { readonly kind: Kind; readonly bytes: Uint8Array };

const headerKinds: ReadonlyMap<string, Kind> = new Map(
  keysOf(valueKinds).map((kind) => [
    kind,
    {
      name: kind,
      read: (bytes, isCompiled) =>
        readValue(kind, new SourceText(bytes), 0, bytes.length, undefined, sipRules(isCompiled)),
    },
  ]),
);

const sdpKinds: ReadonlyMap<string, Kind> = new Map(
  keysOf(sdpValueKinds).map((kind) => [
    kind,
    {
      name: `sdp ${kind}`,
      read: (bytes, isCompiled) => {
        const diagnostics: Diagnostic[] = [];
        const value = readSdpValue(
          kind,
          new SourceText(bytes),
          0,
          bytes.length,
          diagnostics,
          isCompiled ? sdpGrammar() : interpretedSdp(),
        );
        return { value, diagnostics };
      },
    },
  ]),
);

const uriKind: Kind = {
  name: 'URI',
  read: (bytes, isCompiled) => sipRules(isCompiled).readUri(new SourceText(bytes), 0, bytes.length),
};

const kinds: readonly Kind[] = [...headerKinds.values(), ...sdpKinds.values(), uriKind];

/** Values of real messages, each with the kind it is read as. */
export function agreementSeeds(messages: readonly Uint8Array[]): readonly Seed[] {
  const seeds = new Map<string, Seed>();
  const add = (kind: Kind | undefined, bytes: Uint8Array): void => {
    if (kind !== undefined) seeds.set(`${kind.name} ${new TextDecoder('latin1').decode(bytes)}`, { kind, bytes });
  };
  const addAttribute = (text: string): void => {
    const { name, value } = parseAttribute(text);
    add(sdpKinds.get(attributeRow(name)?.[0] ?? ''), new TextEncoder().encode(value ?? ''));
  };
  for (const [text] of sdpAttributeExamples) addAttribute(text);
  for (const bytes of messages) {
    const message = parseMessage(bytes);
    const part = ([start, end]: readonly [number, number]): Uint8Array => message.bytes.subarray(start, end);
    for (const [index, header] of message.headers.entries()) {
      add(headerKinds.get(message.row(index)?.kind ?? 'text'), part(header.valueSpan));
      for (const value of message.reading(index)?.values ?? [])
        if (value instanceof LazyAddress) add(uriKind, part(value.uriSpan));
    }
    for (const line of message.sdp?.lines ?? []) {
      add(sdpKinds.get(lineKinds.get(line.type) ?? ''), part(line.valueSpan));
      if (line.type === 'a') addAttribute(new TextDecoder().decode(part(line.valueSpan)));
    }
  }
  return [...seeds.values()];
}

const lineKinds: ReadonlyMap<string, string> = new Map([
  ['o', 'origin'],
  ['c', 'connection'],
  ['b', 'bandwidth'],
  ['t', 'timing'],
  ['r', 'repeat'],
  ['z', 'zone'],
  ['m', 'media'],
  ['a', 'attribute'],
]);

/** What became of comparing some values: how many the rules took whole, and the first on which the two differ. */
export type Agreement = { readonly compared: number; readonly taken: number; readonly difference: string | undefined };

/**
 * Reads mutated values with the compiled grammar and with Chevrotain, and compares everything they say: values, whether the first
 * element was read, and each diagnostic's code and place.
 */
export function compareGrammars(seeds: readonly Seed[], count: number, seed: number): Agreement {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  let taken = 0;
  for (let compared = 0; compared < count; compared++) {
    const from = pick(seeds);
    const bytes = random() < 0.1 ? from.bytes : mutate(from.bytes, random);
    const kind = random() < 0.15 ? pick(kinds) : from.kind;
    const { isTaken, difference } = compareReadings(kind, bytes);
    if (isTaken) taken++;
    if (difference !== undefined) return { compared, taken, difference };
  }
  return { compared: count, taken, difference: undefined };
}

/** What the two say otherwise of one value of a header's kind. */
export function headerDifference(kind: ValueKind, bytes: Uint8Array): string | undefined {
  const known = headerKinds.get(kind);
  return known === undefined ? undefined : compareReadings(known, bytes).difference;
}

function compareReadings(kind: Kind, bytes: Uint8Array): { readonly isTaken: boolean; readonly difference?: string } {
  const fast = said(kind.read(bytes, true));
  const slow = said(kind.read(bytes, false));
  const isTaken = !fast.includes('"code"');
  if (fast === slow) return { isTaken };
  const text = JSON.stringify(new TextDecoder('latin1').decode(bytes));
  return { isTaken, difference: `${kind.name} ${text}\ncompiled:   ${fast}\nchevrotain: ${slow}` };
}

/** Everything a reading holds, as text. Only the compiled grammar says which rule stopped and what it wanted. */
function said(reading: unknown): string {
  return JSON.stringify(reading, (key, value: unknown) => {
    if (key === 'stop') return undefined;
    if (value instanceof LazyAddress)
      return Object.entries(value).concat([
        ['uri', value.uri],
        ['uriDiagnostics', value.uriDiagnostics],
      ]);
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
}

function sipRules(isCompiled: boolean): Grammar {
  return isCompiled ? grammar() : interpretedSip();
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] {
  // The tables are literals: their keys are those of their types.
  return Object.keys(table) as Key[];
}
