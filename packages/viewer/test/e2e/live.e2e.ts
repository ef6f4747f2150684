import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { takeSecrets } from '../take-secrets.ts';
import { test as base, expect, fixture } from './viewer-test.ts';

type Live = {
  /** What the server follows. */
  readonly pipe: Writable;
  readonly keyLogFile: string;
};

/** With a server of its own, which shows a pipe. */
const test = base.extend<{ readonly live: Live & { readonly url: string } }>({
  live: async ({ browserName }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), `sipscope-live-${browserName}-`));
    const keyLogFile = path.join(folder, 'keys.log');
    const child = fork(path.join(import.meta.dirname, 'serve-pipe.ts'), [keyLogFile], {
      execArgv: ['--conditions=@sipscope/source'],
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    });
    const [url] = (await once(child, 'message')) as [string];
    // It was asked for.
    await use({ pipe: child.stdin!, keyLogFile, url });
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
    rmSync(folder, { recursive: true });
  },
  baseURL: async ({ live }, use) => use(live.url),
});

const packets = readFileSync(fixture('call/cancel.pcap'));

/** Where the packets of a pcap end. */
function packetEnds(bytes: Buffer): readonly number[] {
  const ends: number[] = [];
  for (let at = 24; at < bytes.length; ends.push(at)) at += 16 + bytes.readUInt32LE(at + 8);
  return ends;
}

test('rows of a pipe appear as they come', async ({ page, live }) => {
  const ends = packetEnds(packets);
  live.pipe.write(packets.subarray(0, ends[4]));
  await page.goto('/');
  await page.getByRole('link', { name: 'stdin' }).click();
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /alice@example\.test/ })).toContainText('ongoing');
  await page.getByRole('link', { name: 'Messages' }).last().click();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '6');

  live.pipe.write(packets.subarray(ends[4], ends[5]));
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '7');
  live.pipe.write(packets.subarray(ends[5]));
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '21');
  await page.getByRole('link', { name: 'Calls' }).last().click();

  await expect(page.getByRole('row', { name: /alice@example\.test/ })).toContainText('cancelled');
  live.pipe.end();
  await expect(page.getByText('live', { exact: true })).toBeHidden();
  await expect(page.getByRole('row', { name: /alice@example\.test/ })).toContainText('cancelled');
});

test('what TLS carries appears when its keys are written', async ({ page, live }) => {
  const { capture, keyLog } = takeSecrets(readFileSync(fixture('tls/tls12-withkeys.pcapng')));
  live.pipe.write(capture);
  await page.goto('/');
  await page.getByRole('link', { name: 'stdin' }).click();
  await page.getByRole('link', { name: 'Messages' }).last().click();
  // Those of UDP, below a row of titles.
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '25');

  appendFileSync(live.keyLogFile, keyLog);

  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '41');
});
