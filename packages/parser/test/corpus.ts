import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A message of the torture suites of RFC 4475 or 5118; of the latter also as its archive has it, with CR LF or the archive's own LF. */
export function torture(
  folder: 'rfc4475' | 'rfc5118' | 'rfc5118/raw-crlf' | 'rfc5118/archive-lf',
  name: string,
): Uint8Array {
  return new Uint8Array(readFileSync(join(root, 'fixtures/messages', folder, name)));
}

/** Names of all messages of a torture suite. */
export function tortureNames(folder: 'rfc4475' | 'rfc5118'): readonly string[] {
  return readdirSync(join(root, 'fixtures/messages', folder)).filter((name) => name.endsWith('.dat'));
}

/** What is wanted of a parser, message by message; without a section what the RFC does not speak of. */
export function tortureVerdicts(folder: 'rfc4475' | 'rfc5118'): readonly {
  readonly file: string;
  readonly section: string | null;
  readonly parser: string;
}[] {
  return JSON.parse(readFileSync(join(root, 'fixtures/messages', folder, 'manifest.json'), 'utf8')).messages;
}

/** All messages of both suites. */
export function tortureMessages(): readonly Uint8Array[] {
  return (['rfc4475', 'rfc5118'] as const).flatMap((folder) =>
    tortureNames(folder).map((name) => torture(folder, name)),
  );
}

/** The messages printed in the RFCs, where the collection lies beside the project; none elsewhere. */
export function rfcExamples(): readonly {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Three other parsers accept it. */
  readonly mustParse: boolean;
  /** Nothing is evidently wrong with its print. */
  readonly isClean: boolean;
}[] {
  const folder = join(root, '../shared/corpus/rfc-examples');
  if (!existsSync(folder)) return [];
  const index: { messages: { file: string; mustParse: boolean; clean: boolean }[] } = JSON.parse(
    readFileSync(join(folder, 'index.json'), 'utf8'),
  );
  return index.messages.map(({ file, mustParse, clean }) => ({
    name: file,
    bytes: new Uint8Array(readFileSync(join(folder, file))),
    mustParse,
    isClean: clean,
  }));
}
