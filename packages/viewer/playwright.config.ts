import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.ts';

// Set by `start-server.ts` before the tests' own processes read this file.
const url = process.env['SIPSCOPE_URL'];

/** The whole of it in a real browser: a server built from this package, with the fixtures' captures at hand. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './test/e2e/start-server.ts',
  outputDir: '../../node_modules/.cache/playwright',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...(url !== undefined && { baseURL: url }),
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    timezoneId: 'UTC',
    launchOptions: { executablePath: chromiumPath(), args: [...chromiumArgs] },
    trace: 'off',
  },
});
