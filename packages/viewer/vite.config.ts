import { defineConfig } from 'vite';

/** The page. Its analyzer runs in a worker and is a chunk of its own, fetched when a file is opened in the browser. */
export default defineConfig({
  resolve: { conditions: ['@sipscope/source', 'browser', 'module', 'import', 'default'] },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2022',
    // The server's content security policy has no place for scripts, styles or images inside the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:5090' } },
});
