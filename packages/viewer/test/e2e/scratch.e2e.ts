import AxeBuilder from '@axe-core/playwright';
import { addCapture, expect, test } from './viewer-test.ts';

test('a pasted message is read in the browser, and no text of it is sent anywhere', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.postData() !== null || request.url().includes('secret-name')) sent.push(request.url());
  });
  await page.goto('/scratch');

  await page
    .getByRole('textbox', { name: 'Text of the messages' })
    .fill('OPTIONS sip:secret-name@example.com SIP/2.0\nVia: SIP/2.0/UDP h;branch=1\nMax-Forwards: many\n\n');

  const text = page.locator('sip-message').getByRole('region', { name: 'Text of the message' });
  await expect(text).toContainText('OPTIONS sip:secret-name@example.com', { timeout: 20_000 });
  await expect(text).toContainText('Max-Forwards: many');
  await page.getByRole('button', { name: 'tree', exact: true }).click();
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  expect(sent).toEqual([]);
});

test('an example is chosen, linked to and opened again', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/scratch');
  const examples = page.getByRole('combobox', { name: 'Examples' });
  await examples.focus();
  await expect(examples.locator('option')).not.toHaveCount(1);
  await examples.selectOption('wsinv.dat');
  await expect(page.locator('sip-message')).toContainText('chair-dnrc.example.com', { timeout: 20_000 });

  await page.getByRole('button', { name: 'Copy a link to this text' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/scratch#m=/);
  await page.goto('/');
  await page.goto(link);

  await expect(page.locator('sip-message')).toContainText('chair-dnrc.example.com', { timeout: 20_000 });
  await expect(page.getByText('37 CRLF')).toBeVisible();
});

test('a message is edited, read again, and held against what it was', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`/captures/${id}/messages/17`);
  await page.getByRole('button', { name: 'Edit and re-parse' }).click();
  await expect(page).toHaveURL(/\/scratch$/);
  const area = page.getByRole('textbox', { name: 'Text of the messages' });
  await expect(area).toHaveValue(/^INVITE sip:bob@example\.test/);

  await area.fill((await area.inputValue()).replace('Max-Forwards: 70', 'Max-Forwards: 7'));
  await page.getByRole('button', { name: 'Compare with the original' }).click();

  await expect(page.getByRole('row', { name: /Max-Forwards/ })).toContainText('70');
  await page.getByRole('button', { name: 'Original', exact: true }).click();
  await expect(page.getByText('The two say the same.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'from message #17' })).toHaveAttribute(
    'href',
    `/captures/${id}/messages/17`,
  );
});

test('hostile text shows as text on the scratch page', async ({ page }) => {
  await page.goto('/scratch');
  const body = '<img src=x onerror="globalThis.__pwned=1"><script>globalThis.__pwned=1</script>';
  await page
    .getByRole('textbox', { name: 'Text of the messages' })
    .fill(
      `MESSAGE sip:a@b SIP/2.0\nFrom: "<script>globalThis.__pwned=1</script>" <sip:a@b>\nContent-Type: text/html\n\n${body}`,
    );

  await page.getByRole('button', { name: 'body', exact: true }).click({ timeout: 20_000 });

  await expect(page.locator('sip-message-body')).toContainText('onerror=');
  expect(await page.evaluate(() => Object.hasOwn(globalThis, '__pwned'))).toBe(false);
});

test('axe finds nothing on the scratch page, on a desk and on a phone', async ({ page }) => {
  for (const [width, height, colorScheme] of [[1440, 900, 'dark'] as const, [390, 844, 'light'] as const]) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.goto('/scratch');
    await page.getByRole('textbox', { name: 'Text of the messages' }).fill('OPTIONS sip:a@b SIP/2.0\n\n');
    await expect(page.locator('sip-message')).toBeVisible({ timeout: 20_000 });

    const { violations } = await new AxeBuilder({ page }).analyze();

    expect(violations.map(({ id: rule, nodes }) => `${rule} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  }
});
