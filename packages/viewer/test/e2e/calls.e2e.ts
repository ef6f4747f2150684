import { readFile } from 'node:fs/promises';
import { addCapture, expect, firstCall, test } from './viewer-test.ts';

test('a filter narrows the list, stands in the address and says what is wrong with it', async ({
  page,
  complaints,
}) => {
  const id = await addCapture(page, 'call/ipv6-three-calls.pcap');
  await page.goto(`/captures/${id}/calls`);
  const rows = page.getByRole('grid', { name: 'calls' }).getByRole('row');
  await expect(rows).toHaveCount(4);

  await page.keyboard.press('/');
  await page.keyboard.type('outcom:answered');
  await expect(page.getByRole('alert')).toContainText('Did you mean “outcome”?');
  await page.keyboard.press('Escape');
  await page.keyboard.type('not outcome:answered');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/filter=not\+outcome%3Aanswered/);
  await expect(page.getByText(/^\d+ of 3$|None of the calls match/).first()).toBeVisible();
  // The browser itself logs the refusal.
  expect(complaints.splice(0).every((complaint) => complaint.includes('400'))).toBe(true);
});

test('a header sorts by click and by key', async ({ page }) => {
  const id = await addCapture(page, 'call/ipv6-three-calls.pcap');
  await page.goto(`/captures/${id}/calls`);

  await page.getByRole('button', { name: 'time', exact: true }).click();
  await expect(page).toHaveURL(/sort=started/);
  await expect(page.getByRole('columnheader', { name: 'time' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: 'time', exact: true }).press('Enter');

  await expect(page).toHaveURL(/sort=-started/);
  await expect(page.getByRole('columnheader', { name: 'time' })).toHaveAttribute('aria-sort', 'descending');
});

test('every list of a capture is a table of the same make', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  for (const [key, list] of Object.entries({ 2: 'calls', 3: 'transactions', 4: 'dialogs', 5: 'messages' })) {
    await page.goto(`/captures/${id}`);
    await expect(page.getByRole('heading', { name: 'Capture' })).toBeVisible();
    await page.keyboard.press(key);

    await expect(page).toHaveURL(new RegExp(`/${list}$`));
    await expect(page.getByRole('grid', { name: list }).getByRole('row').nth(1)).toBeVisible();
  }
});

test('the whole way by keyboard', async ({ page }) => {
  await addCapture(page, 'call/ipv6-three-calls.pcap', 'by-keyboard.pcap');
  await page.goto('/');
  await page.getByRole('link', { name: 'by-keyboard.pcap' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();

  await page.keyboard.press('j');
  await expect(page.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/calls\/[^/?]+$/);
  const ladder = page.getByRole('listbox', { name: 'Messages of the call' });
  await expect(ladder).toBeFocused();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/message=/);
  const last = page.url();
  await page.keyboard.press('k');
  await expect.poll(() => page.url()).not.toBe(last);
  await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('BYE sip:');

  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Text of the message' })).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByRole('tree')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAttribute('aria-level', '2');
  await expect(page.locator('sip-message-text .lit').first()).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/calls$/);
  await expect(page.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('a link to a message opens on that message', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`${await firstCall(page, id)}?message=25`);

  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^200 OK/);
  await expect(page.getByRole('heading', { name: /200 OK to INVITE/ })).toBeVisible();
});

test('choosing in the text lights the tree, and the other way round', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(`${await firstCall(page, id)}?message=17`);

  await page.getByRole('button', { name: 'tree', exact: true }).click();
  await page.locator('sip-message-text .line', { hasText: 'Call-ID:' }).locator('span').last().click();
  await expect(page.getByRole('treeitem', { selected: true })).toBeVisible();
  const value = await page.locator('sip-message-text .lit').allTextContents();
  expect(value.join('')).toContain('@127.0.1.1');

  await page.getByRole('treeitem', { name: /CSeq/ }).first().click();
  await expect(page.locator('sip-message-text .lit').first()).toContainText('CSeq');
  await page.getByRole('button', { name: 'hex', exact: true }).click();
  await expect(page.locator('sip-hex .lit').first()).toBeVisible();
});

test('what was sent again is folded with a count, and shown one by one when asked', async ({ page }) => {
  const id = await addCapture(page, 'call/loss-retransmit.pcap');
  await page.goto(await firstCall(page, id));
  await expect(page.getByText('×2').first()).toBeVisible();
  const options = page.getByRole('listbox', { name: 'Messages of the call' }).getByRole('option');
  const folded = await options.count();

  await page.keyboard.press('o');

  await expect(options).toHaveCount(folded + 1);
  await expect(page.getByRole('option', { name: /sent again/ }).first()).toBeVisible();
});

test('a call is told as a story, by key and by link', async ({ page }) => {
  const id = await addCapture(page, 'call/reinvite-hold.pcap');
  await page.goto(await firstCall(page, id));
  await expect(page.getByRole('listbox', { name: 'Messages of the call' })).toBeFocused();

  await page.keyboard.press('s');
  await expect(page).toHaveURL(/view=list/);
  await page.keyboard.press('s');
  const story = page.getByRole('listbox', { name: 'What happened' });
  await expect(story.getByRole('option')).toHaveCount(6);
  await expect(page).toHaveURL(/view=story/);
  await page.keyboard.press('End');
  await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('BYE sip:');
  await page.getByRole('button', { name: 'Ladder' }).click();

  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^BYE/);
  await page.goto(`${await firstCall(page, id)}?view=story&message=15`);
  await expect(page.getByRole('option', { selected: true })).toContainText('on hold');
});

test('a call is exported', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  await page.goto(await firstCall(page, id));

  await page.getByRole('button', { name: 'Export' }).click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Mermaid' }).click(),
  ]);

  expect(saved.suggestedFilename()).toMatch(/^call-[\w-]+\.mmd$/);
  expect(await readFile(await saved.path(), 'utf8')).toContain('sequenceDiagram');
});

test('the border between ladder and message moves by key and stays', async ({ page }) => {
  const id = await addCapture(page, 'call/call.pcap');
  const address = await firstCall(page, id);
  await page.goto(address);
  const border = page.getByRole('separator', { name: 'Room of the ladder' });

  await border.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const moved = await border.getAttribute('aria-valuenow');
  await page.goto(address);

  expect(moved).toBe('56');
  await expect(border).toHaveAttribute('aria-valuenow', '56');
});

test('an address that leads nowhere says so', async ({ page, complaints }) => {
  await page.goto('/captures/0000/calls');
  await expect(page.getByText('This capture is not here')).toBeVisible();
  await page.goto('/nowhere');
  await expect(page.getByText('There is nothing at this address')).toBeVisible();

  // The browser itself logs the 404 of the first.
  expect(complaints.splice(0).every((complaint) => complaint.includes('404'))).toBe(true);
});

test('a message of no call opens alone', async ({ page }) => {
  const id = await addCapture(page, 'registration/register.pcap');
  await page.goto(`/captures/${id}/messages`);

  await page
    .getByRole('row', { name: /REGISTER/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/messages\/\d+$/);
  await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('REGISTER sip:');
  await page.keyboard.press('Escape');

  await expect(page).toHaveURL(/\/messages$/);
  await expect(page.getByRole('grid', { name: 'messages' })).toBeFocused();
});
