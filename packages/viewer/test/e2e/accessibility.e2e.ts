import AxeBuilder from '@axe-core/playwright';
import { addCapture, expect, firstCall, test } from './viewer-test.ts';

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

for (const [colorScheme, size] of [
  ['light', 'desk'],
  ['dark', 'phone'],
] as const)
  test(`axe finds nothing in ${colorScheme} on a ${size}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(sizes[size]);
    const id = await addCapture(page, 'call/call.pcap');
    const call = await firstCall(page, id);
    for (const address of [
      '/',
      `/captures/${id}/calls`,
      `${call}?message=17`,
      `${call}?view=story`,
      `${call}?view=findings`,
      `/captures/${id}/findings`,
      `/captures/${id}`,
    ]) {
      await page.goto(address);
      await expect(page.locator('sip-notice[kind="loading"]')).toHaveCount(0);
      await expect(page.getByText(/alice@example\.test|call\.pcap/).first()).toBeVisible();

      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id: rule, nodes }) => `${address}: ${rule} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    }
  });

test('on a phone the message is a sheet that closes', async ({ page }) => {
  await page.setViewportSize(sizes.phone);
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(await firstCall(page, id));
  await expect(page.locator('sip-message')).toHaveCount(0);

  await page
    .getByRole('option', { name: /^INVITE/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('INVITE sip:bob');
  await page.getByRole('button', { name: 'Close the message' }).click();

  await expect(page.locator('sip-message')).toHaveCount(0);
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(isWider).toBe(false);
});

test('on a phone the outcome of a call is read whole, and covers nothing', async ({ page }) => {
  await page.setViewportSize(sizes.phone);
  const id = await addCapture(page, 'call/rejected-calls.pcap');
  await page.goto(`/captures/${id}/calls?filter=status:480`);
  await expect(page.locator('sip-filter')).toContainText('1 of');
  await page.keyboard.press('Enter');
  const verdict = page.locator('sip-call-page .verdict');
  const parts = verdict.locator('.mark, .number, bdi, .after');
  await expect(parts.nth(3)).toBeVisible();

  const boxes = await parts.evaluateAll((all) => all.map((part) => part.getBoundingClientRect().toJSON() as DOMRect));

  for (const [at, box] of boxes.entries())
    for (const other of boxes.slice(at + 1))
      expect(box.right <= other.left || box.bottom <= other.top || other.right <= box.left).toBe(true);
  expect(await verdict.evaluate((whole) => whole.scrollWidth <= whole.clientWidth)).toBe(true);
});

test('the theme is switched and kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();

  await page.reload();

  expect(dark).toBe('rgb(20, 23, 27)');
  await expect.poll(ground).toBe(dark);
});
