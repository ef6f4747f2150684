import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { fakeCall } from '../../../test/fake/fake-rows.ts';
import { Backends } from '../backend/backends.ts';
import { type NavigateEvent } from '../route/navigate-event.ts';
import type { Route } from '../route/route.ts';
import { SipPalette } from './sip-palette.ts';

const server = new FakeBackend([readyCapture, { ...readyCapture, id: 'cap-2', name: 'other.pcap' }]);

async function openPalette(): Promise<{ palette: SipPalette; gone: Route[] }> {
  const palette = new SipPalette();
  const gone: Route[] = [];
  palette.backends = new Backends(server, new FakeBackend([]));
  palette.capture = 'cap-1';
  palette.addEventListener('sip-navigate', (event: NavigateEvent) => gone.push(event.route));
  document.body.append(palette);
  await palette.open();
  await palette.updateComplete;
  return { palette, gone };
}

const options = (palette: SipPalette): readonly string[] =>
  [...palette.renderRoot.querySelectorAll('[role="option"] .title')].map((one) => one.textContent?.trim() ?? '');

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  server.found = [];
});
afterEach(() => document.body.replaceChildren());

test('<sip-palette> goes to a capture by some of its letters, by keyboard alone', async () => {
  const { palette, gone } = await openPalette();

  await userEvent.keyboard('othr{Enter}');

  expect(gone).toEqual([{ page: 'list', capture: 'cap-2', list: 'calls' }]);
  expect(palette.isOpen).toBe(false);
});

test('<sip-palette> shows what was chosen last first', async () => {
  const first = await openPalette();
  await userEvent.keyboard('other{Enter}');
  first.palette.remove();

  const { palette } = await openPalette();

  expect(palette.renderRoot.querySelector('[role="group"]')?.getAttribute('aria-label')).toBe('Recent');
  expect(options(palette)[0]).toBe('other.pcap');
});

test('<sip-palette> shows what is found in captures, and searches messages for the rest', async () => {
  const found = { in: 'from', text: 'sip:+442079460123@gw', at: [4, 17] } as const;
  server.found = [{ kind: 'hits', hits: [{ capture: 'cap-2', call: fakeCall(3), found }] }];
  const { palette, gone } = await openPalette();

  await userEvent.keyboard('79460123');
  await vi.waitFor(() => expect(options(palette)).toContain('sip:+442079460123@gw'));
  const lit = palette.renderRoot.querySelector('mark')?.textContent;
  await userEvent.keyboard('{Enter}');

  expect(lit).toBe('+442079460123');
  expect(server.searched.at(-1)).toEqual({ text: '79460123', messages: false });
  expect(gone).toEqual([{ page: 'call', capture: 'cap-2', call: 'c4' }]);
});

test('<sip-palette> is a combobox whose active option is told', async () => {
  const { palette } = await openPalette();
  const input = palette.renderRoot.querySelector('input');

  await userEvent.keyboard('pcap{ArrowDown}');
  await palette.updateComplete;

  const active = input?.getAttribute('aria-activedescendant') ?? '';
  expect(active).toBe('item-1');
  expect(palette.renderRoot.querySelector(`#${active}`)?.getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{Escape}');
  expect(palette.isOpen).toBe(false);
});
