import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { settle } from '../../../test/settle.ts';
import type { SipByteDiff } from './sip-byte-diff.ts';
import { mostCompared, SipMessageDiff } from './sip-message-diff.ts';

const message = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode([...lines, '', ''].join('\r\n'));

const left = message(
  'INVITE sip:b@x SIP/2.0',
  'Via: SIP/2.0/UDP h;branch=z9hG4bK1',
  'To: <sip:b@x>',
  'Call-ID: a',
  'Max-Forwards: 70',
);
const right = message(
  'INVITE sip:b@x SIP/2.0',
  'To: <sip:c@x>',
  'Via: SIP/2.0/UDP h;branch=z9hG4bK2',
  'Call-ID: a',
  'Max-Forwards: 69',
);

async function draw(change: Partial<SipMessageDiff> = {}): Promise<SipMessageDiff> {
  const element = Object.assign(new SipMessageDiff(), { left, right }, change);
  element.style.height = '600px';
  document.body.append(element);
  await settle(element);
  return element;
}

const rows = (element: SipMessageDiff): readonly string[] =>
  [...element.renderRoot.querySelectorAll('tbody tr')].map((row) =>
    `${row.className.trim()} ${row.querySelector('th')?.textContent?.trim() ?? ''}`.trim(),
  );
const box = (element: SipMessageDiff, name: string): HTMLInputElement =>
  [...element.renderRoot.querySelectorAll('label')]
    .find((one) => one.textContent?.includes(name))!
    .querySelector('input')!;
const status = (element: SipMessageDiff): string =>
  element.renderRoot.querySelector('.count')?.textContent?.trim() ?? '';

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-message-diff> tells what differs by header, whatever the order', async () => {
  const element = await draw();

  expect(rows(element)).toEqual([
    'same start line',
    'changed Via',
    'changed To',
    'same Call-ID',
    'changed Max-Forwards',
  ]);
  expect([...element.renderRoot.querySelectorAll('.lit')].map((piece) => piece.textContent)).toEqual([
    'z9hG4bK1',
    'z9hG4bK2',
    'sip:b',
    'sip:c',
    '70',
    '69',
  ]);
  expect(status(element)).toBe('3 differences');
});

test('<sip-message-diff> hides what is equal, and ignores what always differs', async () => {
  const element = await draw();

  box(element, 'Hide what is equal').click();
  box(element, 'Ignore what always differs').click();
  await settle(element);

  expect(rows(element)).toEqual(['folded', 'changed To', 'folded', 'changed Max-Forwards']);
  expect(status(element)).toBe('2 differences, 1 ignored');
});

test('<sip-message-diff> goes from difference to difference by n and N, round and round', async () => {
  const element = await draw();
  const current = (): string | undefined => element.renderRoot.querySelector('[aria-current] th')?.textContent?.trim();

  await userEvent.keyboard('n');
  await settle(element);
  expect(current()).toBe('Via');
  expect(status(element)).toBe('Difference 1 of 3: Via always differs');
  await userEvent.keyboard('{Shift>}n{/Shift}');
  await settle(element);

  expect(current()).toBe('Max-Forwards');
});

test('<sip-message-diff> shows lines and bytes', async () => {
  const element = await draw({ mode: 'order' });
  expect(rows(element).filter((row) => row !== 'same').length).toBeGreaterThan(2);

  element.mode = 'byte';
  await settle(element);
  const bytes = element.renderRoot.querySelector<SipByteDiff>('sip-byte-diff')!;
  await settle(bytes);

  expect(bytes.shadowRoot?.querySelectorAll('.row').length).toBeGreaterThan(5);
  expect(bytes.shadowRoot?.querySelectorAll('.differs').length).toBeGreaterThan(0);
});

test('<sip-message-diff> compares as much as it says, in time, of hostile sizes', async () => {
  const noise = (seed: number): Uint8Array => {
    let state = seed;
    return Uint8Array.from(
      { length: 2 * mostCompared },
      () => ((state = (state * 16_807) % 2_147_483_647) % 90) + (state % 7 === 0 ? 10 : 33),
    );
  };
  const started = performance.now();

  const element = await draw({ left: noise(7), right: noise(11), mode: 'order' });

  expect(performance.now() - started).toBeLessThan(6000);
  expect(element.renderRoot.querySelector('.notice')?.textContent).toContain('Only the first 65.5 kB');
  expect(element.renderRoot.querySelectorAll('tbody tr').length).toBeLessThanOrEqual(600);
});

test('<sip-message-diff> is one column on a phone', async () => {
  await page.viewport(390, 844);
  const element = await draw({ leftTitle: 'the one', rightTitle: 'the other' });

  const titles = element.renderRoot.querySelector<HTMLElement>('.titles')!;
  expect(getComputedStyle(titles).display).toBe('block');
  expect(getComputedStyle(element.renderRoot.querySelector('tr.changed td.one')!).display).toBe('block');
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
