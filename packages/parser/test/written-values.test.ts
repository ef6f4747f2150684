import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { richMessage } from '../bench/messages.ts';
import { type DiagnosticRow, diagnosticTable, headerTable, parseHeader, parseMessage } from '../src/index.ts';
import type { Diagnostic } from '../src/diagnostic/diagnostic.ts';
import type { Parameter } from '../src/header/parameter.ts';
import { fieldValues } from '../src/write/stringify-header.ts';
import { AbnfGrammar } from '../tools/abnf/abnf-grammar.ts';
import { framedValue } from '../tools/abnf/framed-value.ts';
import { hasRule, headerSubject } from '../tools/abnf/header-subject.ts';
import { ValueMaker } from '../tools/abnf/random-value.ts';
import { rfcExamples, tortureMessages } from './corpus.ts';
import { randomOf } from './mutate.ts';

/** How many values of each header field are made of its ABNF. */
const values = 60;

const grammar = new AbnfGrammar();
const rows = headerTable.filter((row) => hasRule(grammar, row));

type Read = { readonly values: readonly unknown[]; readonly diagnostics: readonly Diagnostic[] };

/** Everything a value says, whatever its class, but for the places it came from. */
function said(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(said);
  if (value instanceof Date) return value.getTime();
  return Object.fromEntries(
    namesOf(value)
      .filter((name) => !/span$|diagnostics$/i.test(name))
      .map((name) => [name, said(Reflect.get(value, name))]),
  );
}

/** The names of a value's own fields and of its class's getters. */
function namesOf(value: object): readonly string[] {
  const names = new Set<string>();
  for (let shape = value; shape !== Object.prototype; shape = Object.getPrototypeOf(shape)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(shape))) {
      if ('get' in descriptor || Object.hasOwn(value, name)) names.add(name);
    }
  }
  return [...names];
}

/** Whether nothing of a value is wrong, so that it can be written. */
function isRight({ values: all, diagnostics }: Read): boolean {
  const ofUris = all.flatMap((value) =>
    typeof value === 'object' && value !== null && 'uriDiagnostics' in value
      ? (value.uriDiagnostics as readonly Diagnostic[])
      : [],
  );
  return [...diagnostics, ...ofUris].every(({ code }) => {
    const row: DiagnosticRow = diagnosticTable[code];
    // The protocols that the ABNF makes for Via are others.
    return row.severity !== 'error' || code === 'via-protocol';
  });
}

/** What a value says as somebody would write it down: no class, parameters by their names, and no more fields than the writers ask for. */
function asPlainObject(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const { params, ...others } = Object.fromEntries(namesOf(value).map((name) => [name, Reflect.get(value, name)]));
  if (params === undefined) return others;
  // Fields that the parameters repeat.
  for (const name of ['tag', 'q', 'expires', 'branch', 'received', 'rport']) delete others[name];
  return { ...others, params: byName(params as readonly Parameter[]) };
}

function byName(params: readonly Parameter[]): Record<string, string | true> {
  return Object.fromEntries(params.map(({ name, value }) => [name, value ?? true]));
}

/** Parameters as what they say: whether quoted or not is the writer's to choose. */
function saidUnquoted(value: unknown): unknown {
  return JSON.parse(JSON.stringify(said(value), (name, inner: unknown) => (name === 'quoted' ? undefined : inner)));
}

function read(name: string, texts: readonly string[]): Read {
  const readings = texts.map((text) => parseHeader(name, text));
  return {
    values: readings.flatMap((reading) => reading.values as readonly unknown[]),
    diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Whether an object can have the parameters by their names: once each, and none that is a number, for objects have those first. */
function isNameable(value: unknown): boolean {
  const params = typeof value === 'object' && value !== null && 'params' in value ? value.params : [];
  const names = (params as readonly Parameter[]).map(({ name }) => name.toLowerCase());
  return new Set(names).size === names.length && !names.some((name) => /^\d+$/.test(name));
}

describe.each(rows)('values of $name', (row) => {
  const { start } = headerSubject(grammar, row.name, row.rfc!);
  const random = randomOf(row.rfc! * 31 + row.name.length);
  const maker = new ValueMaker(grammar, random);
  const readings = Array.from({ length: values }, () => {
    const bytes = framedValue(maker.make(start));
    const { values: read, diagnostics }: Read = parseHeader(row.name, bytes);
    return { text: Buffer.from(bytes).toString('latin1'), values: read, diagnostics };
  }).filter((reading) => reading.values.length > 0 && isRight(reading));

  test('are written so that they read the same', () => {
    const changed = readings.filter((reading) => !isReadAgain(row.name, reading, reading.values, said));

    expect(changed.map(({ text }) => text)).toEqual([]);
    expect(readings.length).toBeGreaterThan(0);
  });

  test('are written of plain objects too', () => {
    const nameable = readings.filter((one) => one.values.every(isNameable));
    const changed = nameable.filter(
      (reading) => !isReadAgain(row.name, reading, reading.values.map(asPlainObject), saidUnquoted),
    );

    expect(changed.map(({ text }) => text)).toEqual([]);
  });
});

/** Whether what is written says what was read, and nothing is wrong with it. */
function isReadAgain(
  name: string,
  reading: Read,
  written: readonly unknown[],
  says: (value: unknown) => unknown,
): boolean {
  const again = read(name, fieldValues(name, written));
  return isRight(again) && isDeepStrictEqual(again.values.map(says), reading.values.map(says));
}

test('the values of all messages are written so that they read the same', () => {
  const messages = [richMessage, ...tortureMessages(), ...rfcExamples().map(({ bytes }) => bytes)].map((bytes) =>
    parseMessage(bytes),
  );
  let written = 0;
  for (const message of messages) {
    for (const index of message.headers.keys()) {
      const row = message.row(index);
      const reading = message.reading(index);
      if (row === undefined || reading === undefined || reading.values.length === 0 || !isRight(reading)) continue;
      expect(isReadAgain(row.name, reading, reading.values, said)).toBe(true);
      written++;
    }
  }
  expect(written).toBeGreaterThan(300);
});
