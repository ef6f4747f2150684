import { readFile } from 'node:fs/promises';
import { jsonText } from '@sipscope/analyzer';
import { usageError } from '../command-error.ts';
import { WrittenFile } from '../written-file.ts';
import type { DifferentFinding } from './finding-groups.ts';
import type { LintedFile } from './lint-file.ts';

const version = 1;
/** A file with more is none of ours. */
const mostBytes = 256 * 1024 * 1024;

/** The fingerprints in a baseline. */
export async function readBaseline(file: string): Promise<ReadonlySet<string>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw usageError(`--baseline: "${file}" cannot be read: ${(error as Error).message}.`);
  });
  if (text.length > mostBytes) throw usageError(`--baseline: "${file}" is larger than a baseline can be.`);
  const findings = entriesOf(text);
  if (findings === undefined)
    throw usageError(`--baseline: "${file}" is no baseline. --write-baseline FILE writes one.`);
  return new Set(findings);
}

function entriesOf(text: string): readonly string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version: written, findings } = Object(value) as { readonly version?: unknown; readonly findings?: unknown };
  if (written !== version || !Array.isArray(findings)) return undefined;
  const fingerprints = (findings as readonly unknown[]).map(
    (one) => (Object(one) as { readonly fingerprint?: unknown }).fingerprint,
  );
  return fingerprints.every((one) => typeof one === 'string') ? fingerprints : undefined;
}

/** Writes what was found as known, so that a build fails on other findings only; gives how many different ones that is. */
export async function writeBaseline(file: string, linted: readonly LintedFile[]): Promise<number> {
  const different = new Map(linted.flatMap((one) => one.different.map((finding) => [finding.fingerprint, finding])));
  const findings = [...different.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const written = await WrittenFile.create(file);
  // The fingerprint alone is compared; the rest is for people who read the file.
  await written.append(new TextEncoder().encode(`${jsonText({ version, findings }, 2)}\n`));
  await written.finish();
  return findings.length;
}

function order({ rule, device, fingerprint }: DifferentFinding): string {
  return `${rule} ${device} ${fingerprint}`;
}
