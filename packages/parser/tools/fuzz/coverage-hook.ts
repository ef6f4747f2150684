import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import './edges.ts';
import { instrument } from './instrument.ts';

const sources: readonly string[] = ['../../src/', '../../../analyzer/src/'].map(
  (folder) => new URL(folder, import.meta.url).href,
);
let edgeCount = 0;

/** How many blocks the modules loaded so far have. */
export function countEdges(): number {
  return edgeCount;
}

/**
 * From now on this thread loads the parser's and the analyzer's own modules with counters in them. The rules as Chevrotain runs them are left out: they describe the grammar, and
 * the compiled ones are what reads.
 */
export function hookCoverage(): void {
  registerHooks({
    load(url, context, nextLoad) {
      const isOurs = sources.some((source) => url.startsWith(source)) && url.endsWith('.ts');
      if (!isOurs || /\/grammar\/[a-z-]+-rules\.ts$/.test(url)) return nextLoad(url, context);
      const script = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
      const { code, edges } = instrument(script, edgeCount);
      edgeCount += edges;
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}
