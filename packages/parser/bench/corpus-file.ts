import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Corpora, CorpusName } from './corpus.ts';

const folder = path.join(import.meta.dirname, '../../../.cache/bench');
/** Tells the processes that measure where the corpora lie: two runs at a time have two files. */
const variable = 'SIPSCOPE_BENCH_CORPORA';

/** What is measured: a corpus, or the session descriptions in the rich one. */
export type CorpusKey = CorpusName | 'sdp';

/** Keeps the corpora where the processes started from here find them. */
export function writeCorpora(corpora: Corpora): void {
  mkdirSync(folder, { recursive: true });
  const texts = (messages: readonly Uint8Array[]): string[] => messages.map((bytes) => Buffer.from(bytes).toString());
  const file = path.join(folder, `corpora-${corpora.sipp.length}-${corpora.rich.length}.json`);
  writeFileSync(file, JSON.stringify({ sipp: texts(corpora.sipp), rich: texts(corpora.rich) }));
  process.env[variable] = file;
}

/** The messages, each in a buffer of its own as a socket gives them. */
export function readCorpus(key: CorpusKey): Buffer[] {
  const texts: Readonly<Record<CorpusName, readonly string[]>> = JSON.parse(
    readFileSync(process.env[variable] ?? '', 'utf8'),
  );
  if (key !== 'sdp') return texts[key].map((text) => Buffer.from(text));
  return texts.rich
    .filter((text) => text.includes('\r\nContent-Type: application/sdp\r\n'))
    .map((text) => Buffer.from(text.substring(text.indexOf('\r\n\r\n') + 4)));
}
