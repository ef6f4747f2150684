import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import app from './vite.config.ts';

const types = path.join(import.meta.dirname, 'src/app/elements/public-types.d.ts');

/** Two copies on one page are no failure: what is registered already stays. */
const registerOnce: Plugin = {
  name: 'sipscope-register-once',
  transform: {
    filter: { id: /\/src\/app\/.*\.ts$/, code: 'customElements.define(' },
    handler: (code) => ({
      code: code.replaceAll(/\bcustomElements\.define\((["'][a-z-]+["']),/g, 'customElements.get($1) || $&'),
      map: null,
    }),
  },
};

/** What TypeScript knows of the elements. */
const elementTypes: Plugin = {
  name: 'sipscope-element-types',
  generateBundle() {
    const source = `${readFileSync(types, 'utf8')}
declare global {
  interface HTMLElementTagNameMap {
    'sip-ladder': SipLadderElement;
    'sip-message': SipMessageElement;
  }
}
`;
    this.emitFile({ type: 'asset', fileName: 'index.d.ts', source });
  },
};

/** `<sip-ladder>` and `<sip-message>` for pages of others: one module, and what it fetches when it is wanted. */
export default defineConfig({
  ...app,
  base: './',
  plugins: [registerOnce, elementTypes],
  build: {
    ...app.build,
    outDir: 'dist/elements',
    rollupOptions: {
      input: { index: 'src/app/elements/index.ts' },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        assetFileNames: 'chunks/[name]-[hash][extname]',
      },
    },
  },
});
