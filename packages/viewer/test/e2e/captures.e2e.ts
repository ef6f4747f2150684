import { readFile } from 'node:fs/promises';
import { addCapture, expect, fixture, test } from './viewer-test.ts';

test('a capture goes in, its call and its messages are read', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Choose captures').setInputFiles(fixture('call/call.pcap'));

  await expect(page).toHaveURL(/\/captures\/[^/]+\/calls$/);
  const row = page.getByRole('row', { name: /alice@example\.test/ });
  await expect(row).toContainText('answered');
  await expect(row).toContainText('200');
  await row.click();

  await expect(page).toHaveURL(/\/calls\/[^/?]+$/);
  await expect(page.getByRole('heading', { name: /alice@example\.test.*bob@example\.test/ })).toBeVisible();
  const messages = page.getByRole('listbox', { name: 'Messages of the call' });
  await expect(messages.getByRole('option')).toHaveCount(20);
  await messages
    .getByRole('option', { name: /^180 Ringing/ })
    .first()
    .click();

  await expect(page).toHaveURL(/[?&]message=\d+/);
  await expect(page.getByRole('heading', { name: /180 Ringing to INVITE/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('SIP/2.0 180 Ringing');
});

test('several captures at once stay on the list', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Choose captures').setInputFiles([fixture('call/redirect.pcap'), fixture('call/cancel.pcap')]);

  for (const name of ['redirect.pcap', 'cancel.pcap'])
    await expect(page.getByRole('row', { name }).first()).toContainText('ready');
});

test('a file dropped on the page is sent', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('Choose captures')).toBeVisible();
  const bytes = (await readFile(fixture('call/direct-noproxy.pcap'))).toString('base64');
  const files = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], 'dropped.pcap'));
    return transfer;
  }, bytes);
  await page.locator('sip-captures-page .page').dispatchEvent('dragenter', { dataTransfer: files });
  await page.getByText('Send to the server').locator('..').dispatchEvent('drop', { dataTransfer: files });

  await expect(page).toHaveURL(/\/calls$/);
  await expect(page.getByText('dropped.pcap')).toBeVisible();
});

test('a capture is deleted at once, and brought back', async ({ page }) => {
  const id = await addCapture(page, 'call/fork.pcap', 'to-delete.pcap');
  await page.goto('/');

  await page.getByRole('button', { name: 'Delete to-delete.pcap' }).click();
  await expect(page.getByRole('link', { name: 'to-delete.pcap' })).toBeHidden();
  expect((await page.request.get(`/api/captures/${id}`)).status()).toBe(404);
  await page.getByRole('button', { name: 'Undo' }).click();

  await expect(page.getByRole('link', { name: 'to-delete.pcap' })).toBeVisible();
  await expect(page.getByText('Taken back')).toBeVisible();
  expect((await page.request.get(`/api/captures/${id}`)).status()).toBe(200);
});

test('a capture is given a name and tags, by which it is found again', async ({ page }) => {
  await addCapture(page, 'call/redirect.pcap', 'to-name.pcap');
  await page.goto('/');

  await page.getByRole('button', { name: 'Rename or tag to-name.pcap' }).click();
  await page.getByLabel('Name', { exact: true }).fill('the one with the redirect');
  await page.getByLabel('Tags, with commas between').fill('site B, firmware 4');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'the one with the redirect' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('firmware redirect');

  await expect(page.locator('sip-captures-page tbody tr')).toHaveCount(1);
  await page.reload();
  await expect(page.getByText('firmware 4')).toBeVisible();
});

test('what is no capture says so', async ({ page }) => {
  await page.goto('/');
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1]);
  await page.getByLabel('Choose captures').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: jpeg });

  await expect(page.getByRole('heading', { name: 'This capture could not be read' })).toBeVisible();
});

test('a capture cut in the middle shows what came before', async ({ page }) => {
  const id = await addCapture(page, 'encoding/cut-mid-packet.pcap');

  await page.goto('/');
  await expect(page.getByRole('row', { name: /cut-mid-packet/ }).first()).toContainText(/ended early|packet|capture/i);
  await page.goto(`/captures/${id}/messages`);
  await expect(page.getByText('What could be read is shown.')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
});

test('a file’s name is text, whatever it says', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap', '<img src=x onerror="globalThis.pwned=1">\u202Efdp.pcap');

  await page.goto('/');
  await expect(page.getByText('<img src=x onerror="globalThis.pwned=1">').first()).toBeVisible();
  await page.goto(`/captures/${id}/calls`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();

  expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
});
