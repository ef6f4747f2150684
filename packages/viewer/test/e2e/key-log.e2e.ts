import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { takeSecrets } from '../take-secrets.ts';
import { expect, fixture, test } from './viewer-test.ts';

const withKeys = fixture('tls/tls12-withkeys.pcapng');
const { capture, keyLog } = takeSecrets(readFileSync(withKeys));
const withoutKeys = { name: 'tls.pcapng', mimeType: 'application/x-pcapng', buffer: capture };
const keys = { name: 'keys.log', mimeType: 'text/plain', buffer: Buffer.from(keyLog) };
const secret = keyLog.trim().split(' ').at(-1) ?? '';

async function decryptedAre(page: Page, count: number): Promise<void> {
  await page.getByRole('link', { name: 'Overview' }).last().click();
  await expect(page.getByRole('row', { name: 'decrypted' })).toContainText(String(count));
}

/** Of the 40 messages, as many came by TLS. */
async function messagesOfTlsAre(page: Page, count: number): Promise<void> {
  await page.getByRole('link', { name: 'Messages' }).last().click();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '41');
  await page.keyboard.press('/');
  await page.keyboard.type('transport:TLS');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${count} of 40`)).toBeVisible();
}

for (const where of ['Choose captures', 'Open in this browser only']) {
  test(`a key log lets be read what TLS carries: ${where}`, async ({ page }) => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    await page.goto('/');
    await page.getByLabel(where).setInputFiles(withoutKeys);
    await expect(page).toHaveURL(/\/calls$/);
    await decryptedAre(page, 0);

    await page.getByLabel('Choose a key log').setInputFiles(keys);

    await expect(page.getByRole('row', { name: 'decrypted' })).toContainText('1');
    await messagesOfTlsAre(page, 16);
    expect(await page.content()).not.toContain(secret);
    const toServer = where === 'Choose captures';
    expect(sent.filter((request) => request.startsWith('PUT'))).toHaveLength(toServer ? 1 : 0);
    expect(sent.length > 0).toBe(toServer);
  });

  test(`secrets in a pcapng are used without being given: ${where}`, async ({ page }) => {
    await page.goto('/');
    await page.getByLabel(where).setInputFiles(withKeys);
    await expect(page).toHaveURL(/\/calls$/);

    await decryptedAre(page, 1);
    await messagesOfTlsAre(page, 16);
  });
}

test('a file that is no key log changes nothing, and can be followed by one that is', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Choose captures').setInputFiles(withoutKeys);
  await expect(page).toHaveURL(/\/calls$/);
  await decryptedAre(page, 0);

  await page.getByLabel('Choose a key log').setInputFiles({ ...keys, buffer: Buffer.from('no key\n') });
  await expect(page.getByText('Choose another key log')).toBeVisible();
  await expect(page.getByRole('row', { name: 'decrypted' })).toContainText('0');
  await page.getByLabel('Choose another key log').setInputFiles(keys);

  await expect(page.getByRole('row', { name: 'decrypted' })).toContainText('1');
});
