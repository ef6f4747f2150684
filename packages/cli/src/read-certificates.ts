import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Certificate, readCertificates } from '@sipscope/analyzer';
import { usageError } from './command-error.ts';
import type { OptionValues } from './option-table.ts';

/** The certificates and public keys that `--certificate` gives: files in PEM, behind `URI=` those that PASSporTs say lie there (`x5u`). */
export function readCertificateOptions({ certificate = [] }: OptionValues): readonly Certificate[] {
  return certificate.flatMap((text) => {
    // A URI may have an equals sign too, and so may the name of a file.
    const at = /^https?:/i.test(text) ? text.lastIndexOf('=') : -1;
    const [uri, file] = at === -1 ? [undefined, text] : [text.slice(0, at), text.slice(at + 1)];
    const found = readCertificates(readText(file), path.basename(file), uri);
    if (found.length === 0) throw usageError(`--certificate: "${file}" has no certificate and no public key in PEM.`);
    return found;
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    throw usageError(`--certificate: "${file}" cannot be read.`);
  }
}
