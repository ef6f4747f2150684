import { userEvent } from 'vitest/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { NavigateEvent } from '../route/navigate-event.ts';
import { openCellMenu } from './open-cell-menu.ts';
import { drawValueMenus } from './value-menu.ts';
// Loaded when wanted, which takes long where nothing is bundled.
import './filter-language.ts';
import './edit-filter.ts';
import './sip-cell-menu.ts';

vi.setConfig({ testTimeout: 30_000 });
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 8000 });

const columns = [
  { id: 'started' },
  { id: 'from' },
  { id: 'source', sort: 'srcIp' },
  { id: 'findings' },
  { id: 'participants' },
];
const row = {
  started: '2026-11-22T05:50:59.678796Z',
  from: 'sip:alice@example.com',
  srcIp: '10.0.0.1',
  findings: { must: 1 },
  participants: ['10.0.0.1:5060', '10.0.0.2:5060'],
};

async function open(column: string, filter = ''): Promise<{ applied: string[]; menu: ShadowRoot }> {
  const applied: string[] = [];
  await openCellMenu(document.body, { list: 'calls', filter, row, columns, column, x: 40, y: 40 }, (made) =>
    applied.push(made),
  );
  const menu = document.body.querySelector('sip-cell-menu')?.shadowRoot;
  if (menu === null || menu === undefined) throw new Error('the menu is open');
  return { applied, menu };
}

afterEach(() => document.body.replaceChildren());

test('<sip-cell-menu> shows only the rows with a value, by keyboard', async () => {
  const { applied, menu } = await open('from');
  await until(() => expect(menu.activeElement?.textContent).toContain('Show only'));

  await userEvent.keyboard('{Enter}');

  expect(applied).toEqual(['from:sip:alice@example.com']);
});

test('<sip-cell-menu> leaves out the rows with another value of the row', async () => {
  const { applied, menu } = await open('from', 'outcome:failed');
  await until(() => expect(menu.activeElement?.textContent).toContain('Show only'));

  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}');
  await until(() => expect(menu.querySelector('header')?.textContent).toContain('10.0.0.1:5060'));
  await userEvent.keyboard('{Enter}');

  expect(applied).toEqual(['outcome:failed -participants:10.0.0.1:5060']);
});

test('a value of a message leads to the messages that have it', async () => {
  const before = location.href;
  history.replaceState(null, '', '/captures/cap-1/messages/17');
  const root = document.createElement('div');
  const anchor = document.createElement('b');
  root.append(anchor);
  document.body.append(root);
  drawValueMenus(root);
  const gone = new Promise<NavigateEvent>((resolve) =>
    root.addEventListener(NavigateEvent.type, (event) => resolve(event as NavigateEvent)),
  );
  const detail = { list: 'messages', key: 'callId', value: '7f3a@10.0.1.5', anchor };
  const asked = new CustomEvent('value-menu', { detail, bubbles: true, cancelable: true });

  anchor.dispatchEvent(asked);
  await until(() =>
    expect(root.querySelector('sip-cell-menu')?.shadowRoot?.activeElement?.textContent).toContain('Show only'),
  );
  await userEvent.keyboard('{Enter}');

  expect(asked.defaultPrevented).toBe(true);
  const filter = 'callId:7f3a@10.0.1.5';
  expect((await gone).route).toEqual({ page: 'list', capture: 'cap-1', list: 'messages', filter });
  history.replaceState(null, '', before);
});
