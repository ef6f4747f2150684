import type { Locator, Page } from '@playwright/test';
import { addCapture, expect, test } from './viewer-test.ts';

const headers = (page: Page): Locator => page.getByRole('grid').getByRole('columnheader');
const rows = (page: Page): Locator => page.getByRole('grid').getByRole('row');
const timeline = (page: Page): Locator => page.getByRole('slider', { name: /^Timeline of the/ });

async function widthOf(locator: Locator): Promise<number> {
  return (await locator.boundingBox())?.width ?? 0;
}

test('columns are chosen, resized and put in order, and are so after a reload', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/messages`);
  await page.getByRole('button', { name: 'Choose the columns' }).click();
  const menu = page.getByRole('dialog', { name: 'Columns of the table' });
  await menu.getByRole('checkbox', { name: 'over' }).click();
  await menu.getByRole('searchbox').fill('cseq');
  await menu.getByRole('checkbox', { name: 'cseq' }).click();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(headers(page).filter({ hasText: 'cseq' })).toBeVisible();

  const edge = page.getByRole('separator', { name: 'Width of source' });
  const before = await widthOf(headers(page).filter({ hasText: 'source' }));
  const box = (await edge.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + 4, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 64, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'size' }).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.reload();

  await expect(headers(page).filter({ hasText: 'cseq' })).toBeVisible();
  await expect(headers(page).filter({ hasText: 'over' })).toHaveCount(0);
  expect(await widthOf(headers(page).filter({ hasText: 'source' }))).toBeCloseTo(before + 60, -1);
  await expect(headers(page).last()).toContainText('cseq');
  await expect(headers(page).nth(-3)).toContainText('size');

  await page.getByRole('button', { name: 'Choose the columns' }).click();
  await menu.getByRole('button', { name: 'Reset' }).click();
  await expect(headers(page).filter({ hasText: 'over' })).toBeVisible();
});

test('the timeline narrows a list with the mouse, and shows all again', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/messages`);
  await expect(rows(page).nth(16)).toBeVisible();
  const field = (await timeline(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

  await page.mouse.move(field.x + 2, field.y + 12);
  await page.mouse.down();
  await page.mouse.move(field.x + field.width * 0.1, field.y + 12, { steps: 5 });
  await page.mouse.up();

  await expect(page).toHaveURL(/time%3E%3D2026-11-22T07/);
  await expect(rows(page)).toHaveCount(17);
  await page.getByRole('button', { name: 'Show all of the time' }).click();
  await expect(page).not.toHaveURL(/filter/);
  await expect(page.getByText('36', { exact: true }).first()).toBeVisible();
});

test('the timeline narrows a list by keyboard', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/messages`);
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', /36 messages/);
  await timeline(page).focus();

  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+PageUp');
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', /16 messages/);
  await page.keyboard.press('Enter');

  await expect(rows(page)).toHaveCount(17);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/filter/);
  await expect(page).toHaveURL(/messages$/);
});

test('a list is sorted by keyboard', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/messages`);
  await expect(rows(page).nth(1)).toBeVisible();

  await page.keyboard.press('Shift+>');
  await expect(page).toHaveURL(/sort=frame/);
  await page.keyboard.press('z');
  await expect(page).toHaveURL(/sort=-frame/);
  await expect(headers(page).first()).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('button', { name: 'time', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/sort=method/);
});

test('messages are marked and seen in one ladder; a row tells all there is of it', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/transactions`);
  await expect(page.getByRole('grid')).toBeFocused();

  await page.keyboard.press('Space');
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: '2 marked' })).toBeVisible();
  await page.keyboard.press('i');
  const details = page.getByRole('dialog', { name: 'All of the row' });
  await expect(details.getByText('callId', { exact: true })).toBeVisible();
  await details.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: '2 marked' }).click();
  await page.getByRole('button', { name: 'See them in one ladder' }).click();

  await expect(page).toHaveURL(/flow\?transactions=t\d+(?:%2C|,)t\d+/);
});

test('the timeline does not move the table when it comes', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`/captures/${id}/calls`);
  await expect(timeline(page)).toHaveAttribute('aria-valuetext', /1 call$/);

  const shifts = await page.evaluate(() => (window as unknown as { shifts: readonly number[] }).shifts);
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01);
});
