import AxeBuilder from '@axe-core/playwright';
import { addCapture, expect, test } from './viewer-test.ts';

test('two messages are held against each other by header, by order and by byte', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/diff?one=17&other=19`);
  const via = page.getByRole('row', { name: /Via.*rport=5060/ });
  await expect(via).toBeVisible();
  await expect(via.locator('.lit')).toHaveText('rport=5060');

  await page.keyboard.press('n');
  await expect(page.getByRole('status').filter({ hasText: 'Difference 1 of' })).toContainText('Record-Route');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/by=order/);
  await expect(page.getByRole('row', { name: /Max-Forwards: 69/ })).toBeVisible();
  await page.getByRole('button', { name: 'Copy as unified text' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('--- 17-INVITE.sip');
  expect(copied).toContain('+Max-Forwards: 69');
  await page.getByRole('button', { name: 'By byte' }).click();
  await expect(page.locator('sip-byte-diff .differs').first()).toBeVisible();

  await page.reload();
  await expect(page.getByRole('button', { name: 'By byte' })).toHaveAttribute('aria-pressed', 'true');
});

test('what is equal is hidden, and what always differs is ignored', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/diff?one=17&other=19`);

  await page.getByRole('checkbox', { name: 'Hide what is equal' }).check();

  await expect(page.getByRole('row', { name: /lines? alike/ }).first()).toBeVisible();
  await expect(page.getByRole('row', { name: 'Call-ID' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Ignore what always differs' }).check();
  await expect(page.getByText(/\d differences/)).toBeVisible();
});

test('messages of two captures are held against each other', async ({ page }) => {
  const one = await addCapture(page, 'call/call.pcap');
  const other = await addCapture(page, 'call/reinvite-hold.pcap');
  await page.goto(`/captures/${one}/diff?one=17&other=${encodeURIComponent(`${other}:1`)}`);

  await expect(page.getByRole('columnheader', { name: new RegExp(`of capture ${other}`) })).toBeVisible();
  await page.getByRole('button', { name: 'Swap the sides' }).click();

  await expect(page).toHaveURL(new RegExp(`/captures/${other}/diff`));
});

test('an answer is shown beside its offer, and its cells light their places', async ({ page }) => {
  const id = await addCapture(page, 'call/reinvite-hold.pcap');
  await page.goto(`/captures/${id}/messages/20`);

  await page.getByRole('button', { name: 'body', exact: true }).click();

  await expect(page.getByText('The answer to the offer of #19')).toBeVisible();
  await expect(page.getByText('PCMA chosen of PCMA, PCMU')).toBeVisible();
  await page.locator('sip-message-body').getByRole('button', { name: '20484' }).click();
  await expect(page.locator('sip-message-text .lit').first()).toHaveText('20484');
  await page.getByRole('link', { name: 'Whole messages' }).first().click();
  await expect(page).toHaveURL(/diff\?one=19&other=20/);
});

test('axe finds nothing in differences and bodies, and a phone needs no wider page', async ({ page }) => {
  const id = await addCapture(page, 'call/reinvite-hold.pcap');
  for (const [width, height, colorScheme] of [[1440, 900, 'light'] as const, [390, 844, 'dark'] as const]) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    for (const address of [`/captures/${id}/diff?one=17&other=20`, `/captures/${id}/messages/20`]) {
      await page.goto(address);
      await expect(page.locator('sip-notice[kind="loading"]')).toHaveCount(0);
      const body = page.getByRole('button', { name: 'body', exact: true });
      if ((await body.count()) > 0) await body.click();

      const { violations } = await new AxeBuilder({ page }).analyze();

      expect(violations.map(({ id: rule, nodes }) => `${address}: ${rule} ${nodes[0]?.html ?? ''}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    }
  }
});
