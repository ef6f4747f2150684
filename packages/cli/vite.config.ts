import path from 'node:path';
import { defineConfig } from 'vite';

const source = path.join(import.meta.dirname, 'src');
const analyzerSource = path.join(import.meta.dirname, '../analyzer/src');
const sources = ['@sipscope/source', 'node', 'module', 'import', 'default'];

/**
 * The command, with the parts of the analyzer and the parser that it uses, in a few files: three hundred modules one by one take Node longer
 * to load than a small capture to be read. Each command is loaded when it is asked for. Types are checked by the compiler.
 */
export default defineConfig({
  // Vite puts what a bundle for Node needs at run time outside of it, unless it is told otherwise.
  ssr: { noExternal: true, resolve: { conditions: sources } },
  build: {
    ssr: true,
    target: 'node22.12',
    sourcemap: true,
    emptyOutDir: true,
    // Licences of what is bundled want to be passed on.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      // The decoder of Opus brings no licence of its own that could be passed on: it stays a package.
      external: ['@sipscope/viewer', '@sipscope/parser/xml', 'opus-decoder'],
      input: {
        main: path.join(source, 'main.ts'),
        // Started by its address, beside whoever starts it: see `node-thread.ts`.
        'node-worker': path.join(analyzerSource, 'ahead/node-worker.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        // Each with all that it needs.
        codeSplitting: {
          groups: [
            { name: 'command', test: path.join(source, 'main.ts'), priority: 2 },
            { name: 'notices', test: path.join(source, 'terminal/notices.ts'), priority: 1 },
            { name: 'analyzer', test: path.join(source, 'commands/list-rows.ts') },
          ],
        },
        // Names stay: faults are reported with them. Spaces and comments take time to be passed over.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
});
