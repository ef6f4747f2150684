/** What reading broken values costs, beside right ones: `invalid-worker.ts CORPUS ROUNDS SLICE_MS`. */
import { parseMessage } from '@sipscope/parser';
import { type CorpusKey, readCorpus } from '../corpus-file.ts';
import { touchHeaders } from '../peers/sipscope.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Microseconds of processor time a message, and how many times the right ones' the broken ones' are. */
export type InvalidRow = {
  readonly header: string;
  readonly validUs: number;
  readonly brokenUs: number;
  readonly ratio: Spread;
};

// They come from `measureInvalid`.
const [corpus, rounds, sliceMs] = process.argv.slice(2) as [CorpusKey, string, string];
const valuesAtOnce = 16;

/** Ways to break a value: where the grammar stops soon, in the middle, and at the end. */
const breaks: readonly ((value: string) => string)[] = [
  (value) => `\u0001${value}`,
  (value) => `${value.substring(0, value.length / 2)}\u0001${value.substring(value.length / 2)}`,
  (value) => `${value}\u0001`,
  (value) => value.substring(0, Math.ceil(value.length / 2)),
  (value) => `${value},,;;`,
  (value) => `"${value}`,
];

type Field = { readonly name: string; readonly value: string };
type Pair = { readonly header: string; readonly valid: readonly Buffer[]; readonly broken: readonly Buffer[] };

const startLine = 'OPTIONS sip:bob@example.com SIP/2.0';
const messageOf = (fields: readonly Field[]): Buffer =>
  Buffer.from(`${startLine}\r\n${fields.map(({ name, value }) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);

/** Whether any header value in it is wrong. */
function isBroken(message: Buffer): boolean {
  const parsed = parseMessage(message);
  return parsed.headers.some((_, index) => (parsed.reading(index)?.diagnostics.length ?? 0) > 0);
}

/** The typed fields of a message. */
function fieldsOf(message: Buffer): Field[] {
  const parsed = parseMessage(message);
  return parsed.headers.flatMap(({ value }, index) => {
    const name = parsed.row(index)?.name;
    return name === undefined || parsed.row(index)?.kind === 'text' ? [] : [{ name, value }];
  });
}

/** Values of one name, as messages of several such fields, right and broken. */
function pairsByHeader(messages: readonly Buffer[]): Pair[] {
  const valuesByName = new Map<string, Set<string>>();
  for (const { name, value } of messages.flatMap(fieldsOf)) {
    const values = valuesByName.get(name);
    if (values === undefined) valuesByName.set(name, new Set([value]));
    else if (values.size < valuesAtOnce) values.add(value);
  }
  return [...valuesByName].map(([name, values]) => {
    const fields = Array.from({ length: valuesAtOnce }, (_, index) => ({
      name,
      value: [...values][index % values.size] ?? '',
    }));
    const broken = breaks.map((damage) => fields.map((field) => ({ name, value: damage(field.value) })));
    return { header: name, valid: [messageOf(fields)], broken: broken.map(messageOf).filter(isBroken) };
  });
}

/** Whole messages, in the broken ones every value broken, each in one of the ways. */
function wholeMessages(messages: readonly Buffer[]): Pair {
  const some = messages.slice(0, 200).map(fieldsOf);
  return {
    header: 'every header of a message',
    valid: some.map(messageOf),
    broken: some.map((fields, at) =>
      messageOf(
        fields.map(({ name, value }, index) => ({
          name,
          value: (breaks[(at + index) % breaks.length] ?? String)(value),
        })),
      ),
    ),
  };
}

let found = 0;

/** Processor time of one message in microseconds. */
function cost(messages: readonly Buffer[]): number {
  const start = performance.now();
  const before = process.cpuUsage();
  let count = 0;
  while (performance.now() - start < Number(sliceMs)) {
    for (const message of messages) found += touchHeaders(parseMessage(message));
    count += messages.length;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

function compare({ header, valid, broken }: Pair): InvalidRow {
  cost(valid);
  cost(broken);
  const costs = Array.from({ length: Number(rounds) }, () => [cost(valid), cost(broken)] as const);
  return {
    header,
    validUs: spreadOf(costs.map(([validUs]) => validUs)).median,
    brokenUs: spreadOf(costs.map(([, brokenUs]) => brokenUs)).median,
    ratio: spreadOf(costs.map(([validUs, brokenUs]) => brokenUs / validUs)),
  };
}

process.once('message', () => {
  const messages = readCorpus(corpus);
  const pairs = [wholeMessages(messages), ...pairsByHeader(messages)].filter(({ broken }) => broken.length > 0);
  process.send?.({ rows: pairs.map(compare), found });
});
