import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export type Bundle = {
  /** What is loaded at once, as one text. */
  readonly code: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Modules that are loaded at once, the largest first, with their characters before they are minified. */
  readonly modules: readonly { readonly name: string; readonly characters: number }[];
  /** Those that wait until they are asked for. */
  readonly lazyModules: readonly string[];
};

type Chunk = {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
  readonly code: string;
};

const entries = path.join(import.meta.dirname, 'entries');
const workspace = path.join(import.meta.dirname, '../../../..');

/** What a page gets that imports the names of `entries/<entry>.ts`: bundled from our sources, minified. */
export async function bundleEntry(entry: string): Promise<Bundle> {
  const result = await build({
    configFile: false,
    root: entries,
    logLevel: 'error',
    resolve: { conditions: ['@sipscope/source'] },
    build: {
      write: false,
      minify: true,
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: {
        input: path.join(entries, `${entry}.ts`),
        preserveEntrySignatures: 'strict',
        output: { format: 'es' },
      },
    },
  });
  // One output is asked for, and nothing is watched.
  const { output } = result as unknown as { readonly output: readonly (Chunk | { readonly type: 'asset' })[] };
  return bundleOf(output.filter((file) => file.type === 'chunk'));
}

function bundleOf(chunks: readonly Chunk[]): Bundle {
  const atOnce = new Set(chunks.filter(({ isEntry }) => isEntry));
  // What is added is looked at too.
  for (const { imports } of atOnce) for (const chunk of chunks) if (imports.includes(chunk.fileName)) atOnce.add(chunk);
  const code = [...atOnce].map((chunk) => chunk.code).join('');
  const modules = [...atOnce]
    .flatMap((chunk) => Object.entries(chunk.modules))
    .map(([id, { renderedLength }]) => ({ name: path.relative(workspace, id), characters: renderedLength }))
    .toSorted((one, other) => other.characters - one.characters);
  return {
    code,
    bytes: Buffer.byteLength(code),
    gzipBytes: gzipSync(code, { level: 9 }).length,
    modules,
    lazyModules: chunks.filter((chunk) => !atOnce.has(chunk)).flatMap((chunk) => Object.keys(chunk.modules)),
  };
}
