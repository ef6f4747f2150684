import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { addCapture, expect, firstCall, test } from './viewer-test.ts';
import { writeCapture } from './write-capture.ts';

const rounds = 150;

/** A dialog in which keys are told for minutes: a call of hundreds of messages. */
function longCall(): readonly string[] {
  const message = (start: string, cseq: string, toTag: string): string => {
    const headers = [
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK' + cseq.replace(' ', ''),
      'From: <sip:alice@192.0.2.1>;tag=a',
      `To: <sip:bob@192.0.2.2>${toTag}`,
      'Call-ID: long@192.0.2.1',
      `CSeq: ${cseq}`,
      'Contact: <sip:alice@192.0.2.1>',
      'Max-Forwards: 70',
      'Content-Length: 0',
    ];
    return [start, ...headers, '', ''].join('\r\n');
  };
  const exchange = (method: string, number: number, toTag: string, answer: string): readonly string[] => [
    message(`${method} sip:bob@192.0.2.2 SIP/2.0`, `${number} ${method}`, toTag),
    message(`SIP/2.0 ${answer}`, `${number} ${method}`, ';tag=b'),
  ];
  const tag = ';tag=b';
  const infos = Array.from({ length: rounds }, (_, at) => {
    return exchange('INFO', at + 2, tag, at === 100 ? '480 Temporarily Unavailable' : '200 OK');
  });
  const [invite = '', answer = ''] = exchange('INVITE', 1, '', '200 OK');
  // What goes there and back in turn has an answer to an ACK: the first INFO comes after a 200 sent twice.
  const ack = message('ACK sip:bob@192.0.2.2 SIP/2.0', '1 ACK', tag);
  return [invite, answer, ack, answer, ...infos.flat(), ...exchange('BYE', rounds + 2, tag, '200 OK')];
}

async function openLongCall(page: Page): Promise<void> {
  const answer = await page.request.post('/api/captures?name=long.pcap', {
    headers: { 'content-type': 'application/vnd.tcpdump.pcap' },
    data: writeCapture(longCall()),
  });
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(async () => ((await (await page.request.get(`/api/captures/${id}`)).json()) as { state: string }).state)
    .toBe('ready');
  await page.goto(await firstCall(page, id));
  await expect(page.getByRole('option').first()).toBeVisible();
}

test('the minimap shows where one is, is dragged, pressed and moved by keys', async ({ page }) => {
  await openLongCall(page);
  const slider = page.getByRole('slider', { name: 'Place in the ladder' });
  await expect(slider).toHaveAttribute('aria-valuetext', /^messages 1 to \d\d of 305$/);
  const box = await slider.boundingBox();
  if (box === null) throw new Error('the minimap is not shown');

  await page.mouse.move(box.x + 20, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(100);
  await page.mouse.click(box.x + 20, box.y + box.height - 2);
  await expect(slider).toHaveAttribute('aria-valuetext', /to 305 of 305$/);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuenow', '1');
});

test('text is found in the flow, forward and back, by keyboard alone', async ({ page }) => {
  await openLongCall(page);
  await page.keyboard.press('ControlOrMeta+f');
  const line = page.getByRole('textbox', { name: /^Find in the ladder/ });
  await expect(line).toBeFocused();

  await page.keyboard.type('temporarily');
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(
    /^480 Temporarily Unavailable.*, to INFO/,
  );
  await line.fill('#10');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/message=10$/);
  await page.keyboard.press('Escape');

  await expect(line).toBeHidden();
  await expect(page.getByRole('listbox', { name: 'Messages of the call' })).toBeFocused();
  for (const key of ['G', 'k', 'g', 'j']) await page.keyboard.press(key);
  await expect(page.getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '2');
});

test('printed, all messages of a call stand on paper', async ({ page }) => {
  await openLongCall(page);
  await expect
    .poll(() =>
      page.locator('sip-ladder').evaluate((ladder) => (ladder as HTMLElement & { canPrint: boolean }).canPrint),
    )
    .toBe(true);

  const pdf = await page.pdf({ preferCSSPageSize: true });

  const texts = printedTexts(pdf);
  expect(texts.pages).toBeGreaterThan(5);
  await expect(page.getByRole('option').first()).toBeVisible();
  // What is on paper is drawn as text, not as a picture.
  expect(texts.operators).toBeGreaterThan(305);

  // The same pages before they become a PDF: each message once.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const words = await page
    .locator('sip-ladder-print')
    .evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll('text') ?? [])].map((text) => text.textContent ?? ''),
    );
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(words.filter((word) => word.startsWith('INFO'))).toHaveLength(rounds);
  expect(words.filter((word) => word.startsWith('480'))).toHaveLength(1);
  expect(words[0]).toMatch(/ → .*answered/);
});

test('times, spacing and colours change by key and stand in the address', async ({ page }) => {
  const id = await addCapture(page, 'call/reinvite-hold.pcap');
  await page.goto(await firstCall(page, id));
  await expect(page.getByRole('option').first()).toBeVisible();

  await page.keyboard.press('t');
  await expect(page).toHaveURL(/times=clock/);
  await page.keyboard.press('d');
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/times=clock&spacing=time&colours=dialog/);
  await page.reload();

  await expect(page.getByRole('button', { name: 'time', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.times text').first()).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/);
  await page.getByRole('button', { name: 'Δ', exact: true }).click();
  await expect(page).toHaveURL(/times=delta/);
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/times=delta&spacing=time&colours=dialog/);
});

/** How many pages a PDF has, and how often it writes text: its streams are deflated. */
function printedTexts(pdf: Buffer): { readonly pages: number; readonly operators: number } {
  const raw = pdf.toString('latin1');
  let operators = 0;
  for (const match of raw.matchAll(/stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = raw.indexOf('endstream', start);
    try {
      const content = inflateSync(pdf.subarray(start, end)).toString('latin1');
      operators += content.match(/\bTj\b|\bTJ\b/g)?.length ?? 0;
    } catch {
      // Not a deflated stream.
    }
  }
  return { pages: raw.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0, operators };
}
