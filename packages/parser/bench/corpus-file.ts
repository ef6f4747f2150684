import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Corpora, CorpusName } from './corpus.ts';

const folder = path.join(import.meta.dirname, '../../../.cache/bench');
const file = path.join(folder, 'corpora.json');

/** What is measured: a corpus, or the session descriptions in the rich one. */
export type CorpusKey = CorpusName | 'sdp';

/** Keeps the corpora where the processes that measure find them. */
export function writeCorpora(corpora: Corpora): void {
  mkdirSync(folder, { recursive: true });
  const texts = (messages: readonly Uint8Array[]): string[] => messages.map((bytes) => Buffer.from(bytes).toString());
  writeFileSync(file, JSON.stringify({ sipp: texts(corpora.sipp), rich: texts(corpora.rich) }));
}

/** The messages, each in a buffer of its own as a socket gives them. */
export function readCorpus(key: CorpusKey): Buffer[] {
  const texts: Readonly<Record<CorpusName, readonly string[]>> = JSON.parse(readFileSync(file, 'utf8'));
  if (key !== 'sdp') return texts[key].map((text) => Buffer.from(text));
  return texts.rich
    .filter((text) => text.includes('\r\nContent-Type: application/sdp\r\n'))
    .map((text) => Buffer.from(text.substring(text.indexOf('\r\n\r\n') + 4)));
}
