import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { richMessage, typicalMessage } from '../../bench/messages.ts';
import { rfcExamples, tortureMessages } from '../../test/corpus.ts';

const root = join(import.meta.dirname, '../../../..');
const shared = join(root, '../shared/corpus');
/** Whether what lies beside the project is left alone. */
const isOwnOnly = process.env['SIPSCOPE_OWN_SEEDS'] !== undefined;
/** Longer ones make the fuzzer slow, and hold nothing that shorter ones have not. */
const longest = 6000;

/** Files of a folder and those in it, where it is there. */
function filesIn(folder: string, ends = ''): readonly Uint8Array[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith(ends) && statSync(path).isFile() && statSync(path).size <= longest)
    .map((path) => new Uint8Array(readFileSync(path)));
}

/** Messages of our own, of the RFCs, and what other projects test with, where that lies beside this one. */
export function messageSeeds(): readonly Uint8Array[] {
  const examples = isOwnOnly ? [] : rfcExamples().map(({ bytes }) => bytes);
  const all = [
    typicalMessage,
    richMessage,
    ...tortureMessages(),
    ...examples,
    ...(isOwnOnly ? [] : [...filesIn(join(shared, 'fuzz')), ...filesIn(join(shared, 'hostile'), '.sip')]),
  ];
  return all.filter(({ length }) => length <= longest);
}

/** The XML documents among the fixtures. */
export function xmlSeeds(): readonly Uint8Array[] {
  return filesIn(join(root, 'fixtures/messages/xml'), '.xml');
}

export function encodeSeeds(...texts: readonly string[]): readonly Uint8Array[] {
  return texts.map((text) => new TextEncoder().encode(text.replaceAll(/\r?\n/g, '\r\n')));
}
