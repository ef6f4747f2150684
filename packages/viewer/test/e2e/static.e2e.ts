import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import { type FileHost, serveFiles } from './serve-files.ts';
import { fixture } from './viewer-test.ts';

const viewer = path.join(import.meta.dirname, '../..');
let folder: string;
let host: FileHost;
let address: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sipscope-static-'));
  await build({
    root: viewer,
    configFile: path.join(viewer, 'vite.static.config.ts'),
    build: { outDir: folder },
    logLevel: 'error',
  });
  host = await serveFiles({ '/tools/sip/': folder });
  address = `${host.url}/tools/sip/`;
});

test.afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

/** Everything the browser complained of, and every request that left the folder. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(?:blob|data):/.test(url)) complaints.push(`a request to ${url}`);
    if (request.method() !== 'GET') complaints.push(`${request.method()} ${url}`);
  });
  return complaints;
}

async function openCapture(page: Page): Promise<void> {
  await page.getByLabel('Open captures').setInputFiles(fixture('call/call.pcap'));
  await expect(page).toHaveURL(/\/tools\/sip\/#\/captures\/local-[0-9a-f]+\/calls$/);
  await expect(page.getByRole('grid')).toBeFocused();
}

/** The first call, its ladder, and a message of it. */
async function readCall(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toHaveCount(20);
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { name: /to INVITE/ })).toBeVisible();
}

test('from a host of files, in any folder, a capture is read, also without a network', async ({ page, context }) => {
  const complaints = complaintsOf(page);
  await page.goto(address);
  await expect(page.getByLabel('Choose captures')).toHaveCount(0);
  await openCapture(page);
  await readCall(page);
  const permalink = page.url();

  await page.evaluate(async () => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('Open the same file again and this address leads to it.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Captures' }).click();
  await openCapture(page);
  await readCall(page);

  expect(page.url()).toBe(permalink);
  expect(complaints).toEqual([]);
});

test('links say addresses that lead somewhere in another tab, too', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(address);
  await openCapture(page);

  const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  await page.getByRole('link', { name: /^Messages/ }).click();
  await expect(page).toHaveURL(/#\/captures\/local-[0-9a-f]+\/messages$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/calls$/);

  expect(links.length).toBeGreaterThan(4);
  expect(links.filter((link) => !link.startsWith(`${address}#/`))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what a server would do is done here, or said', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto(`${address}#/captures/c1/calls`);
  await expect(page.getByText('These pages have no server')).toBeVisible();

  await page.goto(`${address}#/rules/no-such-rule`);
  await expect(page.getByText('There is no such rule')).toBeVisible();
  await page.goto(`${address}#/rules/BUN-001`);
  await expect(page.getByRole('heading', { name: 'What to do' })).toBeVisible();
  await page.goto(`${address}#/search?q=alice`);
  await expect(page.getByText('There are no captures to search')).toBeVisible();
  await page.goto(`${address}#/scratch`);
  await page.getByRole('textbox').first().fill('OPTIONS sip:bob@example.org SIP/2.0\n\n');
  await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('OPTIONS');

  expect(complaints).toEqual([]);
});
