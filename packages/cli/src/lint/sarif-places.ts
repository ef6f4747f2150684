import { open } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { isAbsolute } from 'node:path';
import type { Finding } from './finding-groups.ts';
import type { LintedFile } from './lint-file.ts';

/** SARIF 2.1.0 §3.30, as far as we write it. Of text, lines and columns too. */
export type SarifRegion = {
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly snippet?: { readonly text: string };
};

/** A larger text is not read again for its lines. */
const mostTextBytes = 64 * 1024 * 1024;
const mostSnippet = 400;
const lineFeed = 0x0a;
const decoder = new TextDecoder();

/** Where findings lie in a file as it is stored. */
export class SarifPlaces {
  /** Of a text: its bytes, and where its lines begin. */
  readonly #text: { readonly bytes: Uint8Array; readonly lines: readonly number[] } | undefined;
  readonly #isStored: boolean;

  private constructor(isStored: boolean, text: Uint8Array | undefined) {
    this.#isStored = isStored;
    this.#text = text === undefined ? undefined : { bytes: text, lines: lineStarts(text) };
  }

  static async of({ path }: LintedFile): Promise<SarifPlaces> {
    if (path === undefined) return new SarifPlaces(false, undefined);
    try {
      const file = await open(path);
      try {
        const { size } = await file.stat();
        const head = new Uint8Array(8192);
        const { bytesRead } = await file.read(head, 0, head.length, 0);
        const shown = head.subarray(0, bytesRead);
        const isStored = !isCompressed(shown);
        const isText = isStored && bytesRead > 0 && !shown.includes(0) && size <= mostTextBytes;
        return new SarifPlaces(isStored, isText ? await file.readFile() : undefined);
      } finally {
        await file.close();
      }
    } catch {
      // It was read before; what cannot be read now is told without its place.
      return new SarifPlaces(false, undefined);
    }
  }

  /** `undefined` where the message does not stand in the file as it is. */
  region({ row, size }: Finding): SarifRegion | undefined {
    if (!this.#isStored || row.offset === undefined) return undefined;
    const [start, end] = row.span ?? [0, size];
    return this.#withLines({ byteOffset: row.offset + start, byteLength: Math.max(0, end - start) });
  }

  #withLines(region: SarifRegion): SarifRegion {
    if (this.#text === undefined) return region;
    const { byteOffset, byteLength } = region;
    const end = byteOffset + byteLength;
    const [startLine, startColumn] = this.#position(byteOffset);
    const [endLine, endColumn] = this.#position(end);
    const text = decoder.decode(this.#text.bytes.subarray(byteOffset, Math.min(end, byteOffset + mostSnippet)));
    return { ...region, startLine, startColumn, endLine, endColumn, snippet: { text } };
  }

  /** Line and column, from 1. */
  #position(offset: number): readonly [line: number, column: number] {
    // A text was given: only then lines are asked for.
    const { bytes, lines } = this.#text!;
    let low = 0;
    let high = lines.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (lines[middle]! <= offset) low = middle;
      else high = middle;
    }
    return [low + 1, decoder.decode(bytes.subarray(lines[low], offset)).length + 1];
  }
}

/** Of a message by itself. */
export function regionInMessage({ row, size }: Finding): SarifRegion {
  const [start, end] = row.span ?? [0, size];
  return { byteOffset: start, byteLength: Math.max(0, end - start) };
}

/** As SARIF wants it: relative to where the command runs, or absolute. */
export function uriOf({ name, path }: LintedFile): string {
  if (path !== undefined && isAbsolute(path)) return pathToFileURL(path).href;
  return name.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

function isCompressed([a, b, c, d]: Uint8Array): boolean {
  const isGzip = a === 0x1f && b === 0x8b;
  return isGzip || (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd);
}

function lineStarts(bytes: Uint8Array): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) starts.push(at + 1);
  return starts;
}
