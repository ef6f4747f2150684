import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findChromium } from './scripts/chromium.ts';

// Only the browser project needs one: without it, Playwright says so.
const executablePath = findChromium();
const resolve = { conditions: ['@sipscope/source'] };

export default defineConfig({
  resolve,
  ssr: { resolve },
  test: {
    // Two even where there are but two cores, of which the default would take one: what waits for a process or a timer leaves its core.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve,
        ssr: { resolve },
        test: {
          name: 'node',
          // Servers and analyses that tests start in processes of their own start in half the time.
          env: { NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules/.cache/compiled') },
          include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          testTimeout: 20_000,
          // Some begin with an analysis in a process of its own.
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        // Found only while a test runs, it would make the page reload in the midst of it.
        optimizeDeps: {
          include: [
            'sipscope > @sipscope/parser > chevrotain',
            'sipscope > @sipscope/parser > saxes',
            'sipscope > @sipscope/analyzer > fflate',
            'sipscope > @sipscope/analyzer > fzstd',
            'sipscope > @sipscope/viewer > @lit/task',
            'sipscope > @sipscope/viewer > diff',
            'sipscope > @sipscope/viewer > uplot',
          ],
        },
        test: {
          name: 'browser',
          include: ['packages/*/src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: [...chromiumArgs] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
