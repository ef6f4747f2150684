import path from 'node:path';
import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

const source = path.join(import.meta.dirname, 'src');

/** The entries as `exports` names them: `dist/grammar/index.js` is made from `src/grammar/index.ts`. */
const entries = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry.default]));

/**
 * The code of each entry in one file, with what several entries share beside it: two hundred modules one by one take Node ten times as long
 * to load as one. Types come from the compiler.
 */
export default defineConfig({
  build: {
    target: 'es2024',
    sourcemap: true,
    emptyOutDir: false,
    minify: false,
    lib: {
      entry: Object.fromEntries(
        entries.map((file) => {
          const name = file.replace(/^\.\/dist\/|\.js$/g, '');
          return [name, path.join(source, `${name}.ts`)];
        }),
      ),
      formats: ['es'],
    },
    rolldownOptions: {
      external: Object.keys(manifest.dependencies),
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared/[name].js',
      },
    },
  },
});
