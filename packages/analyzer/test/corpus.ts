/** Captures of others, how tshark reads them, and hostile files: they lie beside the project, and need not be there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const corpus: string = path.join(import.meta.dirname, '../../../../shared/corpus');
export const hasCorpus: boolean = existsSync(corpus);

/** As tshark reads it. */
export type OracleMessage = {
  readonly frame: number;
  /** Of the layers, parted by colons. */
  readonly protocols: string;
  readonly transport: string;
  readonly src: string;
  readonly srcPort: number;
  readonly callId: string | null;
  readonly cseq: number | null;
  /** Of the topmost Via. */
  readonly viaBranch: string | null;
};

export type OracleCapture = {
  readonly name: string;
  readonly file: string;
  readonly messages: readonly OracleMessage[];
};

/** The captures whose messages tshark has told. */
export function oracleCaptures(): readonly OracleCapture[] {
  if (!hasCorpus) return [];
  return readdirSync(path.join(corpus, 'oracle')).flatMap((oracle) => {
    const name = oracle.replace(/\.json$/, '');
    const folder = name.startsWith('gen__') ? 'generated' : 'captures';
    const file = path.join(corpus, folder, name.replace(/^gen__/, ''));
    const messages = oracleMessages(name);
    return messages !== undefined && existsSync(file) ? [{ name, file, messages }] : [];
  });
}

/** Undefined where the oracle of this name tells something else. */
export function oracleMessages(name: string): readonly OracleMessage[] | undefined {
  const oracle = readFileSync(path.join(corpus, 'oracle', `${name}.json`), 'utf8');
  return (JSON.parse(oracle) as { readonly messages?: readonly OracleMessage[] }).messages;
}
