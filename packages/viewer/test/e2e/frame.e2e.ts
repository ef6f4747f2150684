import AxeBuilder from '@axe-core/playwright';
import { addCapture, expect, firstCall, test } from './viewer-test.ts';

test('by keyboard alone: a call of another capture is found by its number, opened, and left again', async ({
  page,
}) => {
  const present = await addCapture(page, 'call/ipv6-three-calls.pcap', 'present.pcap');
  const other = await addCapture(page, 'call/rejected-calls.pcap', 'other.pcap');
  await page.goto(`/captures/${present}/calls`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command or search' })).toBeFocused();
  await page.keyboard.type('1-9172@127');
  await expect(page.getByRole('group', { name: 'In other captures' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(new RegExp(`/captures/${other}/calls/[^/]+$`));
  await expect(page.getByText('404').first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/captures/${present}/calls$`));
});

test('by keyboard alone: a capture is deleted and brought back', async ({ page }) => {
  await addCapture(page, 'call/cancel.pcap', 'by-keyboard.pcap');
  await page.goto('/');
  const link = page.getByRole('link', { name: 'by-keyboard.pcap' });
  await page.getByRole('button', { name: 'Delete by-keyboard.pcap' }).focus();

  await page.keyboard.press('Enter');
  await expect(link).toBeHidden();
  await expect(page.getByText('by-keyboard.pcap was deleted')).toBeVisible();
  await page.keyboard.press('u');

  await expect(link).toBeVisible();
});

test('any text of any message is found, and each hit leads to it', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap', 'searched.pcap');
  await page.goto('/search?q=IN%20IP4%20127.0.1.1');

  const hits = page.locator('sip-search-page section', { hasText: 'searched.pcap' }).first();
  await expect(hits.locator('mark').first()).toHaveText('IN IP4 127.0.1.1');
  await expect(page.getByText(/messages read, \d+ found/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Where to search' }).selectOption(id);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`capture=${id}`));
  await page.locator('.hit').first().click();

  await expect(page).toHaveURL(new RegExp(`/captures/${id}/calls/[^?]+\\?message=\\d+`));
  await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('IN IP4 127.0.1.1');
});

test('what is found nowhere says so, and what was looked at', async ({ page }) => {
  await addCapture(page, 'call/call.pcap');
  await page.goto('/search');
  await expect(page.locator('sip-search-page input[type=search]')).toBeFocused();
  await page.keyboard.type('nobody wrote this');
  await page.keyboard.press('Enter');

  await expect(page.getByText('“nobody wrote this” stands in none of these captures')).toBeVisible();
});

test('keys are told, bound to others, and kept', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/calls`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();

  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Bind another key to “Tab 5' }).click();
  await page.keyboard.press('w');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('w');

  await expect(page).toHaveURL(/\/messages$/);
});

test('the code of a page comes when it is wanted; where it does not, one can try again', async ({
  page,
  complaints,
}) => {
  const id = await addCapture(page, 'call/call.pcap');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'call.pcap' }).first()).toBeVisible();
  expect(asked.filter((url) => url.includes('sip-call-page'))).toEqual([]);

  await page.route(/sip-call-page/, (route) => route.abort());
  await page.goto(await firstCall(page, id));
  await expect(page.getByText('This view did not arrive')).toBeVisible();
  await page.unroute(/sip-call-page/);
  await page.getByRole('button', { name: 'Try again' }).click();

  await expect(page.getByRole('listbox', { name: 'Messages of the call' })).toBeVisible();
  complaints.length = 0;
});

test('nothing shifts while a page comes', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const shown = { '/': 'tbody tr', [`/captures/${id}/calls`]: '[role="row"]', '/search?q=alice': 'mark' };
  for (const [address, locator] of Object.entries(shown)) {
    await page.goto(address);
    await expect(page.locator(locator).first()).toBeVisible();
    await page.waitForTimeout(500);
    const shifted = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);

    expect(shifted.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.1);
  }
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`palette, keys and search are usable and found in order by axe at ${viewport.width}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.addInitScript(() => localStorage.setItem('sipscope.theme', 'contrast'));
    await addCapture(page, 'call/call.pcap');
    const check = async (what: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id: rule, nodes }) => `${what}: ${rule} ${nodes[0]?.html ?? ''}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    };
    await page.goto('/search?q=alice');
    await expect(page.locator('mark').first()).toBeVisible();
    await check('search');
    await page.goto('/');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await page.getByRole('button', { name: 'Search or command' }).click();
    await page.keyboard.type('alice');
    await expect(page.getByRole('option').first()).toBeVisible();
    await check('palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('heading', { name: 'Keys and commands' })).toBeVisible();
    await check('keys');
  });
