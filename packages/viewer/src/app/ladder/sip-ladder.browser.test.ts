import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Ladder } from '@sipscope/analyzer';
import { fakeLadder } from '../../../test/fake/fake-rows.ts';
import { settle } from '../../../test/settle.ts';
import type { MessageRef } from '../route/route.ts';
import { SipLadder } from './sip-ladder.ts';

async function drawLadder(ladder: Ladder): Promise<SipLadder> {
  const element = new SipLadder();
  element.ladder = ladder;
  element.style.height = '600px';
  element.style.width = '900px';
  document.body.append(element);
  element.addEventListener('message-selected', (event) => {
    element.selected = (event as CustomEvent<{ message: MessageRef }>).detail.message;
  });
  await settle(element);
  return element;
}

const arrows = (element: SipLadder): SVGGElement[] => [
  ...element.renderRoot.querySelectorAll<SVGGElement>('[role="option"]'),
];
const chosen = (element: SipLadder): string | null | undefined =>
  element.renderRoot.querySelector('[aria-selected="true"]')?.getAttribute('aria-label');

function press(element: SipLadder, key: string): void {
  const list = element.renderRoot.querySelector('[role="listbox"]');
  list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-ladder> draws an arrow a message, repeats folded', async () => {
  const element = await drawLadder(fakeLadder('c1'));

  const names = arrows(element).map((arrow) => arrow.getAttribute('aria-label') ?? '');
  expect(names).toHaveLength(20);
  expect(names[5]).toMatch(/^INVITE ×3 ⟲ SDP .*from sbc-a\.example to 10\.0\.3\.7:5060, at \+0\.015 s/);
  expect(names.find((name) => name.startsWith('100 Trying 2 copies'))).toBeDefined();
});

test('<sip-ladder> is walked by keys', async () => {
  const element = await drawLadder(fakeLadder('c1'));

  press(element, 'Home');
  await settle(element);
  expect(chosen(element)).toMatch(/^INVITE/);
  press(element, 'j');
  await settle(element);
  expect(chosen(element)).toMatch(/^407 Proxy/);
  press(element, 'End');
  await settle(element);
  expect(chosen(element)).toMatch(/^481 Call/);
});

test('<sip-ladder> draws what is seen of twenty thousand arrows and reaches the last', async () => {
  const { lanes, arrows: few, ...rest } = fakeLadder('c1');
  const [first] = few;
  if (first === undefined) throw new Error('the ladder has arrows');
  const many = Array.from({ length: 20_000 }, (_, at) => ({ ...first, frame: at + 1, cseq: at, sinceStartMs: at }));
  const element = await drawLadder({ ...rest, lanes, arrows: many });

  expect(arrows(element).length).toBeLessThan(60);
  press(element, 'End');
  await settle(element);

  expect(element.selected).toEqual({ frame: 20_000 });
  expect(arrows(element).at(-1)?.getAttribute('aria-posinset')).toBe('20000');
  const box = element.renderRoot.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
  expect(box?.bottom).toBeLessThanOrEqual(element.getBoundingClientRect().bottom + 1);
});

test('<sip-ladder> keeps a label from the wire as text', async () => {
  const { arrows: few, ...rest } = fakeLadder('c1');
  const [first] = few;
  if (first === undefined) throw new Error('the ladder has arrows');
  const element = await drawLadder({ ...rest, arrows: [{ ...first, label: '<b>\u202E200\u0007' }] });

  expect(arrows(element)[0]?.querySelector('.name')?.textContent).toBe('<b>⟨RLO⟩200⟨BEL⟩');
});

test('<sip-ladder> taken by the keyboard stays at its beginning', async () => {
  const { arrows: few, ...rest } = fakeLadder('c1');
  const many = Array.from({ length: 20 }, () => few).flat();
  const element = await drawLadder({ ...rest, arrows: many });

  element.focus();
  await settle(element);

  expect(element.shadowRoot?.activeElement?.getAttribute('role')).toBe('listbox');
  expect(element.renderRoot.querySelector('.scroller')?.scrollTop).toBe(0);
});
