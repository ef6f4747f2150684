import { addCapture, expect, test } from './viewer-test.ts';

const transfer = 'transfer/baresip-blind-transfer.pcap';

test('lanes are named, hidden and shown again; a copied address shows the same', async ({ page }) => {
  const id = await addCapture(page, transfer);
  await page.goto(`/captures/${id}/calls/c1`);
  const heads = page.getByRole('group', { name: /^Lanes/ }).getByRole('button');
  await expect(heads.first()).toBeVisible();
  const count = await heads.count();

  await heads.first().click();
  await page.getByLabel('Name').fill('Front desk');
  await page.keyboard.press('Enter');
  await expect(heads.first()).toContainText('Front desk');
  await expect(page).toHaveURL(/lanes=/);

  await heads.last().click();
  await page.getByRole('button', { name: 'Hide this lane' }).click();
  await expect(heads).toHaveCount(count - 1);
  await expect(page.getByRole('button', { name: /1 lane hidden/ })).toBeVisible();

  const address = page.url();
  await page.evaluate(() => localStorage.clear());
  await page.goto(address);
  await expect(heads).toHaveCount(count - 1);
  await expect(heads.first()).toContainText('Front desk');

  await page.getByRole('button', { name: /1 lane hidden/ }).click();
  await page.getByRole('button', { name: 'Lanes as they were' }).click();
  await expect(heads).toHaveCount(count);
});

test('lanes change places by key', async ({ page }) => {
  const id = await addCapture(page, 'call/cancel.pcap');
  await page.goto(`/captures/${id}/calls/c1`);
  const heads = page.getByRole('group', { name: /^Lanes/ }).getByRole('button');
  const first = await heads.first().locator('.address').textContent();

  await heads.first().focus();
  await page.keyboard.press('Alt+ArrowRight');

  await expect(heads.nth(1).locator('.address')).toHaveText(first ?? '');
  await expect(heads.nth(1)).toBeFocused();
});

test('tied calls are drawn in one picture, each alone when its chip is pressed', async ({ page }) => {
  const id = await addCapture(page, transfer);
  await page.goto(`/captures/${id}/calls/c1`);
  await expect(page.getByRole('listbox', { name: 'Messages of the call' })).toBeVisible();

  await page.keyboard.press('x');
  await expect(page).toHaveURL(/\/flow\?calls=c1&extended=true/);
  await expect(page.getByRole('heading', { name: /calls in one picture/ })).toBeVisible();
  const all = await page.locator('svg.arrows [role="option"]').count();

  await page.getByRole('group', { name: 'Calls of the picture' }).getByRole('button').nth(1).click();
  await expect(page).toHaveURL(/part=1/);
  await expect.poll(async () => page.locator('svg.arrows [role="option"]').count()).toBeLessThan(all);
});

test('a call is a table of its messages, too; [ and ] go through the list it was opened from', async ({ page }) => {
  const id = await addCapture(page, 'call/ipv6-three-calls.pcap');
  await page.goto(`/captures/${id}/calls?sort=-started`);
  const rows = page.getByRole('grid', { name: 'calls' }).getByRole('row');
  await expect(rows).toHaveCount(4);

  await page.goto(`/captures/${id}/calls/c3?view=list`);
  await expect(page.getByRole('grid', { name: 'Messages of the call' })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/calls\/c2\?view=list/);
  await page.keyboard.press('[');
  await expect(page).toHaveURL(/calls\/c3\?view=list/);
});
