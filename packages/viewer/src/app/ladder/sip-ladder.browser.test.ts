import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Ladder } from '@sipscope/analyzer';
import { forkedLadder, longLadder } from '../../../test/fake/fake-ladders.ts';
import { fakeLadder } from '../../../test/fake/fake-rows.ts';
import { settle } from '../../../test/settle.ts';
import type { MessageRef } from '../route/route.ts';
import type { LadderLook } from './ladder-look.ts';
import type { SipLadderFind } from './sip-ladder-find.ts';
import type { SipLadderMinimap } from './sip-ladder-minimap.ts';
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
  expect(names[5]).toMatch(
    /^INVITE ×3 ⟲ SDP .*, from sbc-a\.example to 10\.0\.3\.7:5060, at \+0\.015 s, with SDP offer/,
  );
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

  expect(arrows(element).length).toBeLessThan(70);
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

  expect(arrows(element)[0]?.querySelector('tspan')?.textContent).toBe('<b>⟨RLO⟩200⟨BEL⟩');
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

async function pressAll(element: SipLadder, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    press(element, key);
    await settle(element);
  }
}

test('<sip-ladder> shows the repeats of a message at their places on Enter, then is read by Enter', async () => {
  const element = await drawLadder(forkedLadder());
  const entered: Event[] = [];
  element.addEventListener('message-entered', (event) => entered.push(event));
  const isRepeat = (arrow: SVGGElement): boolean => arrow.getAttribute('aria-label')?.endsWith(', sent again') === true;

  await pressAll(element, ['g', 'j', 'j', 'j', 'Enter']);

  const names = arrows(element).map((arrow) => arrow.getAttribute('aria-label') ?? '');
  expect(chosen(element)).toMatch(/^INVITE ×3 −.*, from proxy.example to Carol/);
  expect(names.filter((name) => name.endsWith(', sent again'))).toHaveLength(2);
  expect(entered).toHaveLength(0);
  await pressAll(element, ['Enter']);
  expect(entered).toHaveLength(1);
  await pressAll(element, ['ArrowLeft']);
  expect(chosen(element)).toMatch(/^INVITE ×3 ⟲/);
  expect(arrows(element).filter(isRepeat)).toHaveLength(0);
});

test('<sip-ladder> unfolds by a click on the count', async () => {
  const element = await drawLadder(forkedLadder());
  const before = arrows(element).length;

  element.renderRoot
    .querySelector('[data-part="fold"]')
    ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  await settle(element);

  expect(arrows(element).length).toBe(before + 2);
});

test('<sip-ladder> brackets the transaction of the selected message, and joins what led to it', async () => {
  const element = await drawLadder(forkedLadder());

  await pressAll(element, ['g', 'j', 'j']);

  const bracket = element.renderRoot.querySelector('.times .l-bracket');
  expect(bracket?.getAttribute('d')?.match(/h5/g)).toHaveLength(3);
  expect([...element.renderRoot.querySelectorAll('.connector title')].map((title) => title.textContent)).toContain(
    'fork: branch 1 of 2',
  );
});

test('<sip-ladder> finds text, marks it in the minimap, and goes from one to the next', async () => {
  const element = await drawLadder(longLadder(2000));
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, cancelable: true }));
  await settle(element);
  const find = element.renderRoot.querySelector<SipLadderFind>('sip-ladder-find');
  const input = find?.renderRoot.querySelector('input');
  if (find === null || input === null || input === undefined) throw new Error('nothing to write into');

  expect(find.shadowRoot?.activeElement).toBe(input);
  input.value = '503 service';
  input.dispatchEvent(new InputEvent('input'));
  await settle(element);
  const said = (): string => find.renderRoot.querySelector('output')?.textContent ?? '';
  expect(said()).toBe('1 of 55');
  expect(element.renderRoot.querySelectorAll('.arrow.current')).toHaveLength(1);
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await settle(element);
  expect(said()).toBe('2 of 55');
  expect(chosen(element)).toMatch(/503 Service Unavailable/);
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true }));
  await settle(element);
  expect(said()).toBe('1 of 55');
  const box = element.renderRoot.querySelector('.arrow.chosen')?.getBoundingClientRect();
  expect(box?.bottom).toBeLessThan(element.getBoundingClientRect().bottom);
  expect(element.renderRoot.querySelector<SipLadderMinimap>('sip-ladder-minimap')?.found).toHaveLength(55);

  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  await settle(element);
  expect(element.renderRoot.querySelector('sip-ladder-find')).toBeNull();
  expect(element.shadowRoot?.activeElement?.getAttribute('role')).toBe('listbox');
});

test('<sip-ladder> is moved by its minimap, dragged or by keys, which says where one is', async () => {
  const element = await drawLadder(longLadder(5000));
  const minimap = element.renderRoot.querySelector<SipLadderMinimap>('sip-ladder-minimap');
  const slider = minimap?.renderRoot.querySelector<HTMLElement>('[role="slider"]');
  if (minimap === null || slider === null || slider === undefined) throw new Error('no minimap');

  expect(slider.getAttribute('aria-valuetext')).toMatch(/^messages 1 to 2\d of 5\u202F000$/);
  slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
  await settle(element);
  expect(slider.getAttribute('aria-valuetext')).toMatch(/to 5\u202F000 of 5\u202F000$/);
  const { width, height } = slider.getBoundingClientRect();
  await userEvent.click(slider, { position: { x: width / 2, y: height / 2 } });
  await settle(element);
  expect(Number(slider.getAttribute('aria-valuenow'))).toBeGreaterThan(2300);
  expect(Number(slider.getAttribute('aria-valuenow'))).toBeLessThan(2700);
});

test('<sip-ladder> changes times, spacing and colours by keys, and tells it', async () => {
  const element = await drawLadder(forkedLadder());
  const looks: LadderLook[] = [];
  element.addEventListener('look-changed', (event) =>
    looks.push((event as CustomEvent<{ look: LadderLook }>).detail.look),
  );
  const firstTime = (): string => element.renderRoot.querySelector('.times text')?.textContent ?? '';
  const height = (): number => Number(element.renderRoot.querySelector('.arrows')?.getAttribute('height'));
  const evenHeight = height();

  expect(firstTime()).toBe('+0.000');
  for (const key of ['t', 'd', 'c']) window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  await settle(element);

  expect(looks.at(-1)).toEqual({ times: 'clock', spacing: 'time', colours: 'dialog' });
  expect(firstTime()).toBe('05:50:59.678');
  expect(height()).toBeGreaterThan(evenHeight);
  expect(element.renderRoot.querySelectorAll('.arrow.tone-hue-0').length).toBeGreaterThan(3);
});

test('<sip-ladder> follows a transaction: what is of another is pale', async () => {
  const element = await drawLadder(forkedLadder());
  await pressAll(element, ['g']);

  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', cancelable: true }));
  await settle(element);

  expect(element.renderRoot.querySelectorAll('.arrow:not(.pale)')).toHaveLength(5);
});

test('<sip-ladder> tells which message shall be held against another, and shows those that are', async () => {
  const element = await drawLadder(forkedLadder());
  const wanted: unknown[] = [];
  element.addEventListener('message-marked', (event) => wanted.push((event as CustomEvent<unknown>).detail));

  await pressAll(element, ['g', ' ']);
  element.marked = [{ frame: 1 }, { frame: 5 }];
  await settle(element);

  expect(wanted).toEqual([{ message: { frame: 1 } }]);
  expect([...element.renderRoot.querySelectorAll('.times .l-mark')].map((mark) => mark.textContent)).toEqual([
    '1',
    '2',
  ]);
});

test('<sip-ladder> lays no text on another as the browser draws it', async () => {
  const element = await drawLadder(forkedLadder());
  const boxes = [...element.renderRoot.querySelectorAll('.arrows text')].map((text) => ({
    words: text.textContent,
    box: text.getBoundingClientRect(),
  }));

  const overlaps = boxes.flatMap((one, at) =>
    boxes
      .slice(at + 1)
      .filter(
        ({ box }) =>
          box.left < one.box.right &&
          one.box.left < box.right &&
          box.top + 3 < one.box.bottom &&
          one.box.top + 3 < box.bottom,
      )
      .map((other) => `${one.words} / ${other.words}`),
  );

  expect(overlaps).toEqual([]);
});

test('<sip-ladder> puts all of it on paper when the browser prints', async () => {
  const element = await drawLadder(longLadder(300));
  element.headline = ['Alice → Bob'];
  await expect.poll(() => element.canPrint).toBe(true);

  window.dispatchEvent(new Event('beforeprint'));

  const printed = document.querySelector('sip-ladder-print')?.shadowRoot;
  const words = [...(printed?.querySelectorAll('text') ?? [])].map((text) => text.textContent);
  expect(words.filter((word) => /^(?:INVITE|180|200|503|ACK)/.test(word))).toHaveLength(300);
  expect(words.filter((word) => word === 'sbc-a.example')).toHaveLength(
    printed?.querySelectorAll('.sheet').length ?? 0,
  );
  window.dispatchEvent(new Event('afterprint'));
  expect(document.querySelector('sip-ladder-print')).toBeNull();
});

test('ladderPng() paints what is shown', async () => {
  const element = await drawLadder(forkedLadder());
  const picture = element.picture();
  if (picture === undefined) throw new Error('the ladder is drawn');
  const { ladderPng } = await import('./ladder-image.ts');

  const { image, rows, ofRows } = await ladderPng(picture);
  const long = await ladderPng({ ...picture, ladder: longLadder(2000) });

  expect(image.type).toBe('image/png');
  expect(rows).toBe(ofRows);
  const { width, height } = await createImageBitmap(image);
  expect([width > 1500, height > 1200]).toEqual([true, true]);
  expect(long.rows).toBeLessThan(long.ofRows);
  expect((await createImageBitmap(long.image)).height).toBeLessThanOrEqual(16_384);
});
