import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startServer } from './start-server.ts';
import { test as base, expect, type Page } from '@playwright/test';

/** Path of a capture among the fixtures: `call/call.pcap`. */
export function fixture(name: string): string {
  return path.join(import.meta.dirname, '../../../../fixtures/captures', name);
}

type Shared = {
  /** The address of a server that the tests of one worker have for themselves. */
  readonly server: string;
};

type Fixtures = {
  /** Everything the browser complained of, and every request that left for elsewhere. */
  readonly complaints: string[];
};

/** What a test finds: no captures but its own. */
async function removeCaptures(url: string): Promise<void> {
  const captures = (await (await fetch(`${url}/api/captures`)).json()) as readonly { readonly id: string }[];
  await Promise.all(captures.map(({ id }) => fetch(`${url}/api/captures/${id}`, { method: 'DELETE' })));
}

/** A test whose page must not log an error, break the content security policy or ask anyone but our server. */
export const test = base.extend<Fixtures, Shared>({
  server: [
    // Playwright tells by the form of the parameter what is asked for: nothing.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const { url, end } = await startServer();
      await use(url);
      await end();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => {
    await removeCaptures(server);
    await use(server);
  },
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(`${baseURL}/`) && !/^(?:blob|data):/.test(url)) complaints.push(`a request to ${url}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Sends a capture by the API and waits until it is read; gives its id. */
export async function addCapture(page: Page, name: string, as: string = path.basename(name)): Promise<string> {
  const answer = await page.request.post(`/api/captures?name=${encodeURIComponent(as)}`, {
    headers: { 'content-type': 'application/vnd.tcpdump.pcap' },
    data: await readFile(fixture(name)),
  });
  expect(answer.status()).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(async () => ((await (await page.request.get(`/api/captures/${id}`)).json()) as { state: string }).state)
    .toBe('ready');
  return id;
}

/** The address of a capture's first call. */
export async function firstCall(page: Page, capture: string): Promise<string> {
  const answer = await page.request.get(`/api/captures/${capture}/calls?limit=1`);
  const { items } = (await answer.json()) as { items: readonly { id: string }[] };
  return `/captures/${capture}/calls/${items[0]?.id ?? ''}`;
}

export { expect };
