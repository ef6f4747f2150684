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

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sipscope-elements-'));
  await build({
    root: viewer,
    configFile: path.join(viewer, 'vite.elements.config.ts'),
    build: { outDir: folder },
    logLevel: 'error',
  });
  host = await serveFiles({
    '/viewer/examples/': path.join(viewer, 'examples'),
    '/viewer/dist/elements/': folder,
    '/copy/': folder,
    '/viewer/src/app/': path.join(viewer, 'src/app'),
    '/fixtures/': path.join(viewer, '../../fixtures'),
  });
});

test.afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

/** Opens the example; everything the browser complains of, and every request to elsewhere. */
async function openExample(page: Page): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${host.url}/`) && !/^(?:blob|data):/.test(url)) complaints.push(`a request to ${url}`);
    if (request.method() !== 'GET') complaints.push(`${request.method()} ${url}`);
  });
  await page.goto(`${host.url}/viewer/examples/embed/`);
  return complaints;
}

test('a page of others shows a ladder and a message under a strict policy', async ({ page }) => {
  const complaints = await openExample(page);
  const report = page.locator('#report');

  await expect(report.getByRole('option').first()).toContainText('INVITE');
  await expect(page.locator('#message').getByRole('region', { name: 'Text of the message' })).toContainText(
    'sip:carol@chicago.example',
  );
  await report.getByRole('option').first().click();
  await expect(report.getByRole('option', { selected: true })).toHaveCount(1);
  // Nothing in it leads to pages that are not there.
  expect(await page.locator('a[href^="/"]').count()).toBe(0);
  expect(
    await page.locator('#message').evaluate((one) => getComputedStyle(one).getPropertyValue('--accent')),
  ).toContain('#8a2f6b');
  expect(complaints).toEqual([]);
});

test('a capture is read in the page, and its messages with it', async ({ page }) => {
  const complaints = await openExample(page);

  await page.locator('#file').setInputFiles(fixture('call/call.pcap'));
  const own = page.locator('#own');
  await expect(own.getByRole('option')).toHaveCount(20);
  await own.getByRole('option').first().click();
  await expect(page.locator('#chosen').getByRole('region', { name: 'Text of the message' })).toContainText('INVITE');
  await expect(page.locator('#chosen').getByRole('button', { name: /scratch/i })).toHaveCount(0);

  // A call is found by its Call-ID too; one that is not there is said.
  await own.evaluate((ladder) => {
    ladder.removeAttribute('capture');
    Object.assign(ladder, { file: undefined, capture: '/fixtures/captures/call/ipv6-three-calls.pcap', call: 'c3' });
  });
  await expect(own.getByRole('option').first()).toBeVisible();
  await own.evaluate((ladder) => Object.assign(ladder, { call: 'c99' }));
  await expect(own.getByText('The capture has no such call.')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('keys are of the element that has the focus, and of nobody else', async ({ page }) => {
  const complaints = await openExample(page);
  const report = page.locator('#report');
  await expect(report.getByRole('option').first()).toBeVisible();

  const even = report.getByRole('button', { name: 'even' });
  await page.keyboard.press('d');
  await expect(even).toHaveAttribute('aria-pressed', 'true');
  await report.getByRole('listbox').focus();
  await page.keyboard.press('j');
  await expect(report.getByRole('option', { selected: true })).toHaveCount(1);
  await page.keyboard.press('d');
  await expect(even).toHaveAttribute('aria-pressed', 'false');
  expect(complaints).toEqual([]);
});

test('a second copy of the elements changes nothing', async ({ page }) => {
  const complaints = await openExample(page);
  await expect(page.locator('#report').getByRole('option').first()).toBeVisible();

  const names = await page.evaluate(
    async (copy) => Object.keys((await import(copy)) as object),
    `${host.url}/copy/index.js`,
  );

  expect(names).toEqual(['SipLadderElement', 'SipMessageElement']);
  expect(complaints).toEqual([]);
});

test('what is not of the same origin is not fetched', async ({ page }) => {
  const complaints = await openExample(page);

  await page.locator('#own').evaluate((ladder) => ladder.setAttribute('src', 'https://elsewhere.example/call.json'));

  await expect(page.locator('#own').getByText('Only files of the same origin are fetched.')).toBeVisible();
  expect(complaints).toEqual([]);
});
