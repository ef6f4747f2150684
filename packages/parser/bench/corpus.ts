import { fixtureMessages } from './corpus/fixture-messages.ts';
import { Random } from './corpus/random.ts';
import { richMessage } from './corpus/rich-message.ts';
import { sippMessages } from './corpus/sipp-messages.ts';

export type CorpusName = 'sipp' | 'rich';
export type Corpora = Readonly<Record<CorpusName, readonly Uint8Array[]>>;

const sippCalls = 2000;
const richCount = 2400;

/** The messages that everything is measured on; always the same ones. */
export async function buildCorpora(options: { calls?: number; rich?: number } = {}): Promise<Corpora> {
  const { calls = sippCalls, rich = richCount } = options;
  return { sipp: sippMessages(calls).map(encode), rich: (await richMessages(rich)).map(encode) };
}

async function richMessages(count: number): Promise<string[]> {
  const bases = await fixtureMessages();
  const messages = new Set<string>();
  for (let seed = 0; messages.size < count; seed++) {
    const base = bases[seed % bases.length];
    const message = base === undefined ? undefined : richMessage(base, new Random(seed));
    if (message !== undefined) messages.add(message);
    if (seed > count * 10) throw new Error('The fixtures give too few messages.');
  }
  return [...messages];
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
