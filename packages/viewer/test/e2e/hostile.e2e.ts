import { expect, test } from './viewer-test.ts';
import { writeCapture } from './write-capture.ts';

const attack = '<img src=x onerror="globalThis.pwned=1"><svg onload=globalThis.pwned=1>';
const common = [
  'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK776asdhds',
  `From: "${attack.replaceAll('"', "'")}\u202E" <sip:javascript%3Aalert(1)@example.com>;tag=1928301774`,
  'To: <sip:bob@example.com>',
  'Call-ID: </script><script>globalThis.pwned=1</script>@example.com',
  'CSeq: 1 INVITE',
  `User-Agent: ${attack}`,
  `Subject: =cmd|' /C calc'!A0`,
  'Content-Length: 0',
  '',
  '',
].join('\r\n');
const capture = writeCapture([
  `INVITE sip:bob@example.com SIP/2.0\r\nMax-Forwards: 70\r\n${common}`,
  `SIP/2.0 486 ${attack}\u2028\r\n${common}`,
]);

for (const where of ['Choose captures', 'Open in this browser only'])
  test(`nothing a capture says is obeyed: ${where}`, async ({ page }) => {
    await page.goto('/');
    await page
      .getByLabel(where)
      .setInputFiles({ name: 'hostile.pcap', mimeType: 'application/octet-stream', buffer: capture });
    const lists = ['2', '3', '4', '5'];
    await expect(page.getByRole('grid')).toBeVisible();
    for (const key of lists) {
      await page.keyboard.press(key);
      await expect(page.getByRole('grid').or(page.getByText('No dialogs in this capture'))).toBeVisible();
    }
    await page.keyboard.press('1');
    await expect(page.getByRole('heading', { name: 'User agents' })).toBeVisible();
    await page.keyboard.press('2');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('option', { name: /^486/ }).click();
    await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('<svg onload=');
    await expect(page.getByRole('region', { name: 'Text of the message' })).toContainText('⟨RLO⟩');
    await page.getByRole('button', { name: 'hex' }).click();

    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
  });
