import type { Download, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { addCapture, expect, fixture, test } from './viewer-test.ts';

async function saved(page: Page, choose: () => Promise<void>): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download');
  await choose();
  const download: Download = await coming;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'latin1') };
}

test('a call is saved in each form from its menu, by keyboard too', async ({ page }) => {
  const id = await addCapture(page, 'call/cancel.pcap', 'cancelled.pcap');
  await page.goto(`/captures/${id}/calls/c1`);
  await expect(page.getByText('487 Request Terminated').first()).toBeVisible();

  for (const [form, name, content] of [
    ['SVG as shown', 'call-c1.svg', /^<svg/],
    ['PNG', 'call-c1.png', /PNG/],
    ['PlantUML', 'call-c1.puml', /cancelled/],
    ['JSON', 'call-c1.json', /"capture":"cancelled\.pcap"/],
    ['Caller (UAC)', 'call-c1.uac.xml', /<scenario/],
    ['pcapng with media', 'call-c1.pcapng', /INVITE/],
  ] as const) {
    await page.keyboard.press('e');
    const file = await saved(page, () => page.getByRole('button', { name: form, exact: true }).press('Enter'));
    expect(file.name).toBe(name);
    expect(file.text).toMatch(content);
  }
});

test('what is saved has nobody in it where that is wanted', async ({ page }) => {
  const id = await addCapture(page, 'call/cancel.pcap', 'who.pcap');
  await page.goto(`/captures/${id}/calls/c1`);
  await expect(page.getByText('487 Request Terminated').first()).toBeVisible();

  for (const form of ['SVG', 'Text', 'Mermaid', 'JSON', 'Messages as CSV', 'Callee (UAS)', 'pcapng with media']) {
    await page.keyboard.press('e');
    await page.getByLabel('Hide who it is').check();
    const { text } = await saved(page, () => page.getByRole('button', { name: form, exact: true }).click());
    expect(text).toContain('INVITE');
    expect(text).not.toMatch(/alice|bob|example\.test|who\.pcap|127\.0\.1\.1/);
  }
});

test('the rows of a list are saved as they are filtered', async ({ page }) => {
  const id = await addCapture(page, 'call/cancel.pcap');
  await page.goto(`/captures/${id}/messages?filter=status%3A487`);
  await expect(page.getByRole('grid', { name: 'messages' })).toBeVisible();

  await page.keyboard.press('e');
  const csv = await saved(page, () => page.getByRole('button', { name: 'CSV', exact: true }).click());
  const parquet = await saved(page, () => page.getByRole('button', { name: 'Parquet', exact: true }).click());

  expect(csv.name).toBe('messages.csv');
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(4);
  expect(parquet.text.slice(0, 4)).toBe('PAR1');
  await expect(page.getByText(/Saved, \d/)).toBeVisible();
});

test('a call is bookmarked and noted, and found by its note; all by keyboard', async ({ page }) => {
  const id = await addCapture(page, 'call/cancel.pcap', 'noted.pcap');
  await page.goto(`/captures/${id}/calls/c1`);
  await expect(page.getByText('487 Request Terminated').first()).toBeVisible();

  await page.keyboard.press('b');
  await expect(page.getByRole('button', { name: 'Bookmark the call' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('a');
  await page.getByRole('textbox', { name: 'Note' }).fill('The caller gave up');
  await page.keyboard.press('Control+Enter');
  await page.goto(`/captures/${id}/calls`);
  await page.getByRole('button', { name: '1 note' }).click();
  await expect(page.getByRole('dialog')).toContainText('The caller gave up');
  await page.getByRole('dialog').getByRole('link', { name: 'Call c1' }).click();

  await expect(page).toHaveURL(new RegExp(`/captures/${id}/calls/c1`));
});

test('a capture that is open in this browser only is exported and noted here, and nothing is sent', async ({
  page,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
  });
  const open = async (): Promise<void> => {
    await page.goto('/');
    await page.getByLabel('Open in this browser only').setInputFiles(fixture('call/cancel.pcap'));
    await expect(page.getByRole('grid', { name: 'calls' })).toBeVisible();
  };
  await open();

  await page.keyboard.press('e');
  const rows = await saved(page, () => page.getByRole('button', { name: 'NDJSON', exact: true }).click());
  expect(JSON.parse(rows.text)).toMatchObject({ id: 'c1', outcome: 'cancelled' });
  await page.keyboard.press('Escape');
  await page.getByRole('grid', { name: 'calls' }).press('Enter');
  await expect(page.getByText('487 Request Terminated').first()).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByRole('button', { name: 'Bookmark the call' })).toHaveAttribute('aria-pressed', 'true');
  await open();

  await expect(page.getByRole('button', { name: '1 note' })).toBeVisible();
  expect(sent).toEqual([]);
});
