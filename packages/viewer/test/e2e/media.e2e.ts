import type { Page } from '@playwright/test';
import { openFlow } from '../../../analyzer/test/flow/find-flows.ts';
import { expect, firstCall, test } from './viewer-test.ts';

/** Sends the capture of a flow; gives its id when it is read. */
async function addFlow(page: Page, file: string): Promise<string> {
  const answer = await page.request.post('/api/captures?name=media.pcap', {
    headers: { 'content-type': 'application/vnd.tcpdump.pcap' },
    data: Buffer.from(openFlow(file).capture),
  });
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(async () => ((await (await page.request.get(`/api/captures/${id}`)).json()) as { state: string }).state)
    .toBe('ready');
  return id;
}

test('the streams of a capture lead to the media of their call', async ({ page }) => {
  const id = await addFlow(page, 'fixtures/flows/media/media-after-the-end.flow');
  await page.goto(`/captures/${id}`);
  await expect(page.getByRole('link', { name: /^Streams/ })).toBeVisible();
  await page.goto(`/captures/${id}/streams`);
  await expect(page.getByRole('grid', { name: 'streams' }).getByRole('row')).toHaveCount(3);
  await expect(page.getByRole('grid', { name: 'streams' })).toBeFocused();

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/calls\/c1\?view=media/);
  await expect(page.getByRole('heading', { name: /from the callee/ })).toBeVisible();
  await expect(page.getByText('Goes on for 7.0 s after the end').first()).toBeVisible();
  await expect(page.getByRole('img', { name: /^MOS\. from the calle[er]: .* from the calle[er]: / })).toHaveCount(1);
});

test('the ladder has bars of media, and the story tells of it', async ({ page }) => {
  const id = await addFlow(page, 'fixtures/flows/media/media-after-the-end.flow');
  await page.goto(await firstCall(page, id));
  await expect(page.locator('sip-ladder .media.good')).toHaveCount(2);

  await page.keyboard.press('s');
  await expect(page).toHaveURL(/view=list/);
  await page.keyboard.press('s');
  await page.getByRole('option', { name: /Audio both ways/ }).click();

  await expect(page).toHaveURL(/view=media/);
});

for (const width of [390, 768, 1920])
  test(`the media of a call needs no scrolling sideways at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const id = await addFlow(page, 'fixtures/flows/media/media-after-the-end.flow');
    await page.goto(`${await firstCall(page, id)}?view=media`);
    await expect(page.getByRole('heading', { name: /from the callee/ })).toBeVisible();

    const isWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );

    expect(isWide).toBe(false);
  });
