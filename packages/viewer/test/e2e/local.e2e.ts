import { readFile } from 'node:fs/promises';
import { expect, fixture, test } from './viewer-test.ts';

test('a capture opened in this browser only is read here and never sent', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`);
  });
  await page.goto('/');
  await page.getByLabel('Open in this browser only').setInputFiles(fixture('call/call.pcap'));

  await expect(page).toHaveURL(/\/captures\/local-[0-9a-f]+\/calls$/);
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('outcome:answered from:*alice*');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toHaveCount(20);
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { name: /to INVITE/ })).toBeVisible();

  await page.getByRole('button', { name: 'Export' }).click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Messages as CSV' }).click(),
  ]);
  expect(await readFile(await saved.path(), 'utf8')).toContain('INVITE');
  const address = page.url();
  await page.reload();
  await expect(page.getByText('Open the same file again and this address leads to it.')).toBeVisible();

  await page.goto('/');
  await page.getByLabel('Open in this browser only').setInputFiles(fixture('call/call.pcap'));
  await expect(page).toHaveURL(new RegExp(`^${address.slice(0, address.indexOf('/calls'))}/calls$`));
  expect(sent).toEqual([]);
});

test('lists read here and by the server are alike', async ({ page }) => {
  await page.goto('/');
  const texts: string[][] = [];
  for (const where of ['Choose captures', 'Open in this browser only']) {
    await page.goto('/');
    await page.getByLabel(where).setInputFiles(fixture('transfer/baresip-blind-transfer.pcap'));
    await expect(page).toHaveURL(/\/calls$/);
    for (const key of ['2', '3', '4', '5']) {
      await page.keyboard.press(key);
      await expect(page.getByRole('row').nth(1)).toBeVisible();
      texts.push(await page.getByRole('row').allInnerTexts());
    }
  }

  expect(texts.slice(4)).toEqual(texts.slice(0, 4));
});

test('a file that is no capture says so here too', async ({ page }) => {
  await page.goto('/');
  await page
    .getByLabel('Open in this browser only')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a capture at all') });

  await expect(page.getByRole('heading', { name: 'This capture could not be read' })).toBeVisible();
});
