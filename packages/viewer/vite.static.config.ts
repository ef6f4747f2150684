import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy } from './src/server/content-security-policy.ts';
import app from './vite.config.ts';

const workerFile = 'service-worker.js';

/** The policy the server sends, as far as a page can say it of itself. */
const policy = Object.entries(contentSecurityPolicy)
  .filter(([name]) => name !== 'frame-ancestors')
  .map(([name, values]) => `${name} ${values.join(' ')}`)
  .join('; ');

/** The page with another entry, and with its policy inside. */
const staticPage: Plugin = {
  name: 'sipscope-static-page',
  transformIndexHtml: {
    order: 'pre',
    handler: (page) => ({
      html: page.replace('/src/app/main.ts', '/src/app/static/static-main.ts'),
      tags: [
        { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
      ],
    }),
  },
};

/** Tells the service worker what the build consists of, and gives it another name with any change of that. */
const ownFiles: Plugin = {
  name: 'sipscope-own-files',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const worker = bundle[workerFile];
      if (worker?.type !== 'chunk') throw new Error(`There is no ${workerFile}.`);
      const build = createHash('sha256');
      const files: string[] = [];
      for (const [name, file] of Object.entries(bundle).toSorted(([one], [other]) => (one < other ? -1 : 1))) {
        if (name !== workerFile && !name.endsWith('.map')) files.push(name === 'index.html' ? './' : name);
        build.update(name).update(file.type === 'chunk' ? file.code : file.source);
      }
      const told = `const OWN_FILES = ${JSON.stringify(files)}, BUILD = '${build.digest('hex').slice(0, 16)}';\n`;
      worker.code = told + worker.code;
    },
  },
};

/** The same pages for any host of files, in whatever folder: no server, captures are read in the browser. */
export default defineConfig({
  ...app,
  base: './',
  plugins: [staticPage, ownFiles],
  build: {
    ...app.build,
    outDir: 'dist/static',
    rollupOptions: {
      input: { index: 'index.html', 'service-worker': 'src/app/static/service-worker.ts' },
      output: {
        // The worker is found at the same address in every build.
        entryFileNames: ({ name }) => (name === 'service-worker' ? workerFile : 'assets/[name]-[hash].js'),
      },
    },
  },
});
