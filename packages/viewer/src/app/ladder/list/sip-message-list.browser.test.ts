import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fakeLadder } from '../../../../test/fake/fake-rows.ts';
import type { SipGrid } from '../../table/sip-grid.ts';
import type { MessageRef } from '../../route/route.ts';
import { SipMessageList } from './sip-message-list.ts';

let list: SipMessageList;
let told: string[];

beforeEach(async () => {
  told = [];
  list = new SipMessageList();
  list.ladder = fakeLadder('c1');
  list.style.height = '400px';
  list.addEventListener('message-selected', (event) => {
    const { message } = (event as CustomEvent<{ message: MessageRef }>).detail;
    told.push(`selected ${message.frame}`);
    list.selected = message;
  });
  list.addEventListener('message-entered', () => told.push('entered'));
  document.body.append(list);
  await list.updateComplete;
});
afterEach(() => list.remove());

describe('<sip-message-list>', () => {
  test('has a row for each message, with who sent what to whom', async () => {
    const grid = list.renderRoot.querySelector<SipGrid>('sip-grid')!;
    await expect.poll(() => grid.renderRoot.querySelectorAll('[role="row"]').length).toBeGreaterThan(1);

    const text = grid.renderRoot.textContent;
    expect(text).toContain('INVITE');
    expect(grid.total).toBe(list.ladder.arrows.length);
  });

  test('j and k select messages, Enter reads one', async () => {
    const [first, second] = list.ladder.arrows;
    list.selected = { frame: first?.frame ?? 0 };
    await list.updateComplete;
    list.focus();

    await userEvent.keyboard('j');
    await userEvent.keyboard('{Enter}');

    expect(told).toEqual([`selected ${second?.frame}`, 'entered']);
  });
});
