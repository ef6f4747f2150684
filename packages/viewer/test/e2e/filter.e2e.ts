import { addCapture, expect, test } from './viewer-test.ts';

const file = 'call/rejected-calls.pcap';

test('a failed call of a number is found by completion, chips and keyboard alone', async ({ page, complaints }) => {
  const id = await addCapture(page, file);
  await page.goto(`/captures/${id}/calls`);
  const line = page.getByRole('combobox', { name: 'filter' });
  const rows = page.getByRole('grid', { name: 'calls' }).getByRole('row');
  await expect(rows).toHaveCount(5);

  await page.keyboard.press('/');
  await expect(line).toBeFocused();
  await page.keyboard.type('outc');
  await expect(page.getByRole('option', { name: /^outcome/ }).first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('option', { name: /failed/ })).toBeVisible();
  await page.keyboard.type('fai');
  await page.keyboard.press('Tab');
  await expect(line).toHaveValue('outcome:failed ');
  await page.keyboard.type('from:/^ali/');
  await page.keyboard.press('Enter');

  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/filter=outcome%3Afailed\+from/);
  const conditions = page.getByRole('list', { name: 'Conditions of the filter' });
  await expect(conditions.getByRole('listitem')).toHaveCount(2);

  await conditions.getByRole('button', { name: 'outcome:failed: edit' }).focus();
  await page.keyboard.press('!');
  await expect(rows).toHaveCount(4);
  await conditions.getByRole('button', { name: 'not outcome:failed: edit' }).focus();
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(5);
  await expect(conditions.getByRole('listitem')).toHaveCount(1);
  expect(complaints).toEqual([]);
});

test('a mistake is underlined in its place, and the rows stay until it is mended', async ({ page }) => {
  const id = await addCapture(page, file);
  await page.goto(`/captures/${id}/calls`);
  const rows = page.getByRole('grid', { name: 'calls' }).getByRole('row');
  await expect(rows).toHaveCount(5);

  await page.keyboard.press('/');
  await page.keyboard.type('from:/a(b/ outcome:busy');
  await expect(page.getByRole('alert')).toContainText('“(” that opens here is not closed');
  await expect(page.locator('sip-filter mark')).toHaveText('(');
  await expect(rows).toHaveCount(5);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('sip.Status-Code >= 400 && outcome eq busy');
  await page.keyboard.press('Enter');

  await expect(rows).toHaveCount(2);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('values are asked for and left out by facets and by the menu of a cell', async ({ page }) => {
  const id = await addCapture(page, file);
  await page.goto(`/captures/${id}/calls`);
  const rows = page.getByRole('grid', { name: 'calls' }).getByRole('row');
  await expect(rows).toHaveCount(5);

  await page.getByRole('button', { name: 'facets: What the rows hold, counted' }).click();
  const busy = page.locator('sip-facets').getByRole('button', { name: /^busy/ }).first();
  await busy.click();
  await expect(rows).toHaveCount(2);
  await expect(busy).toHaveAttribute('aria-pressed', 'true');
  await busy.click();
  await busy.click({ modifiers: ['Shift'] });
  await expect(rows).toHaveCount(4);
  await expect(page).toHaveURL(/filter=-outcome%3Abusy/);

  await page.getByRole('grid', { name: 'calls' }).focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu', { name: 'Filter by this value' });
  await expect(menu.getByRole('menuitem', { name: 'Show only' })).toBeFocused();
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  await expect(rows).toHaveCount(3);
  await expect(page).toHaveURL(/-outcome%3A%28busy%2C\+/);
});
