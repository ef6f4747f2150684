import { addCapture, expect, firstCall, test } from './viewer-test.ts';

const invite = async (page: Parameters<typeof addCapture>[0], width = 1440): Promise<void> => {
  await page.setViewportSize({ width, height: 900 });
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`${await firstCall(page, id)}?message=17`);
  await expect(page.locator('sip-message-text .line').first()).toBeVisible();
};

test('a field is explained where it stands, with the way the request took and what came of it', async ({ page }) => {
  await invite(page);
  const lines = page.locator('sip-message-text .line');

  await lines.filter({ hasText: 'Via:' }).first().locator('.uri').first().click();
  const card = page.getByRole('region', { name: 'Explanation of Via' });
  await expect(card).toContainText('A hop the request took.');
  await expect(card.getByRole('link', { name: 'RFC 3261 §20.42' })).toHaveAttribute(
    'href',
    'https://www.rfc-editor.org/rfc/rfc3261#section-20.42',
  );
  await expect(card.locator('.steps li')).toHaveCount(2);
  await expect(card.locator('.steps [aria-current="step"]')).toContainText('127.0.1.1:5060');

  await lines.filter({ hasText: 'INVITE sip:' }).locator('.method').click();
  const start = page.getByRole('region', { name: 'Explanation of INVITE' });
  await expect(start).toContainText('It was answered with 200 OK');
  await start
    .getByRole('link', { name: /^#\d+$/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: /200 OK to INVITE/ })).toBeVisible();
});

test('text, tree and bytes light what is chosen in one of them, and stay as they were left', async ({ page }) => {
  await invite(page);
  await page.keyboard.press('r');
  await page
    .getByRole('treeitem', { name: /Max-Forwards/ })
    .first()
    .click();
  await expect(page.locator('sip-message-text .lit').first()).toContainText('Max-Forwards');
  await expect(page.getByText(/^message-header, bytes \d/)).toBeVisible();

  await page.keyboard.press('r');
  await expect(page.locator('sip-hex .lit').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('sip-hex')).toBeVisible();
});

test('a message is walked by keys, explained field by field, and read by a screen reader', async ({ page }) => {
  await invite(page);
  const text = page.getByRole('region', { name: 'Text of the message' });
  await text.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Explanation of INVITE' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Explanation of Max-Forwards' })).toContainText('more proxies');
  await page.keyboard.press('i');
  await expect(page.getByRole('region', { name: /^Explanation/ })).toHaveCount(0);
  await page.keyboard.press('i');
  await expect(page.getByRole('region', { name: 'Explanation of Max-Forwards' })).toBeVisible();
});

test('what departs from rules stands in its place, opened with why, and leads to the rule', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/messages/5`);

  const text = page.getByRole('region', { name: 'Text of the message' });
  await text.focus();
  await page.keyboard.press('n');

  await expect(page.locator('sip-message .remarks')).toContainText(/1 of \d+/);
  await expect(page.locator('sip-message-text .lit').first()).toBeVisible();
  const remark = page.locator('sip-message-text sip-remark[lit]').first();
  await expect(remark.locator('.more p').first()).toBeVisible();
  await remark.locator('a.rule').first().click();
  await expect(page).toHaveURL(/\/rules\//);
});

test('on a phone a message is one face at a time, and explained', async ({ page }) => {
  await invite(page, 390);

  await page.locator('sip-message-text .line', { hasText: 'Call-ID:' }).locator('.string').first().click();
  await expect(page.getByRole('region', { name: 'Explanation of Call-ID' })).toContainText('messages of the capture');
  await page.getByRole('button', { name: 'tree', exact: true }).click();

  await expect(page.getByRole('tree')).toBeVisible();
  await expect(page.locator('sip-message-text')).toHaveCount(0);
  const box = await page.locator('sip-message').boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(390);
});
