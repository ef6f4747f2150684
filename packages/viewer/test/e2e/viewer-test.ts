import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';

/** Path of a capture among the fixtures: `call/call.pcap`. */
export function fixture(name: string): string {
  return path.join(import.meta.dirname, '../../../../fixtures/captures', name);
}

type Fixtures = {
  /** Everything the browser complained of, and every request that left for elsewhere. */
  readonly complaints: string[];
};

/** A test whose page must not log an error, break the content security policy or ask anyone but our server. */
export const test = base.extend<Fixtures>({
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
