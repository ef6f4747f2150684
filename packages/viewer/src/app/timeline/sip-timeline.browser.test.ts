import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { FakeBackend } from '../../../test/fake/fake-backend.ts';
import { SipTimeline } from './sip-timeline.ts';
import type { TimeRange } from './time-range.ts';

let ranges: (TimeRange | undefined)[];

async function drawTimeline(range?: TimeRange, backend = new FakeBackend()): Promise<SipTimeline> {
  const timeline = new SipTimeline();
  Object.assign(timeline, { backend, capture: 'cap-1', list: 'calls', noun: 'calls', filter: '', range });
  timeline.addEventListener('range-changed', (event) => {
    ranges.push((event as CustomEvent<{ range: TimeRange | undefined }>).detail.range);
  });
  document.body.append(timeline);
  await vi.waitFor(() => expect(told(timeline)).toContain('calls'));
  return timeline;
}

const part = (timeline: SipTimeline, selector: string): HTMLElement => {
  const found = timeline.renderRoot.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`nothing drawn is ${selector}`);
  return found;
};
const told = (timeline: SipTimeline): string => part(timeline, '.told').innerText.replaceAll(/\s+/g, ' ');
const field = (timeline: SipTimeline): HTMLElement => part(timeline, '.field');

function press(timeline: SipTimeline, key: string, shiftKey = false): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, composed: true, cancelable: true });
  field(timeline).dispatchEvent(event);
  return event;
}

/** At a share of the width. */
function point(timeline: SipTimeline, type: string, share: number): void {
  const box = part(timeline, 'canvas').getBoundingClientRect();
  const at = { clientX: box.left + share * box.width, clientY: box.top + 5 };
  field(timeline).dispatchEvent(new PointerEvent(type, { ...at, button: 0, pointerId: 1, bubbles: true }));
}

beforeEach(async () => {
  ranges = [];
  await page.viewport(1280, 900);
  // Of pointers that no hand holds.
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

const start = Date.parse('2026-11-22T05:50:59Z');

test('<sip-timeline> tells the whole of the time, how many and how many went wrong', async () => {
  const timeline = await drawTimeline();

  expect(told(timeline)).toContain('05:50:59 – 05:51:35');
  expect(told(timeline)).toMatch(/12\D600 calls, 1\D260 failed/);
});

test('<sip-timeline> tells what is under the pointer', async () => {
  const timeline = await drawTimeline();

  point(timeline, 'pointermove', 10.5 / 36);
  await timeline.updateComplete;

  expect(told(timeline)).toContain('05:51:09 – 05:51:10');
  expect(told(timeline)).toContain('200 calls, 20 failed');
});

test('<sip-timeline> narrows to what is dragged, and to nothing by a click', async () => {
  const timeline = await drawTimeline();

  point(timeline, 'pointerdown', 0.5 / 36);
  point(timeline, 'pointerup', 0.5 / 36);
  point(timeline, 'pointerdown', 20.5 / 36);
  point(timeline, 'pointermove', 10.5 / 36);
  point(timeline, 'pointerup', 10.5 / 36);

  expect(ranges).toEqual([{ from: start + 10_000, until: start + 21_000 }]);
});

test('<sip-timeline> moves an edge, and the whole, of what it is narrowed to', async () => {
  const timeline = await drawTimeline({ from: start + 10_000, until: start + 20_000 });

  point(timeline, 'pointerdown', 20 / 36);
  point(timeline, 'pointermove', 25.5 / 36);
  point(timeline, 'pointerup', 25.5 / 36);
  point(timeline, 'pointerdown', 15.5 / 36);
  point(timeline, 'pointermove', 17.5 / 36);
  point(timeline, 'pointerup', 17.5 / 36);

  expect(ranges).toEqual([
    { from: start + 10_000, until: start + 26_000 },
    { from: start + 12_000, until: start + 22_000 },
  ]);
});

test('<sip-timeline> narrows by keyboard, and shows all again with Escape', async () => {
  const timeline = await drawTimeline();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) press(timeline, key);
  for (const key of ['ArrowRight', 'ArrowRight']) press(timeline, key, true);
  await timeline.updateComplete;
  expect(field(timeline).getAttribute('aria-valuetext')).toContain('05:51:01 – 05:51:04');

  press(timeline, 'Enter');

  expect(ranges).toEqual([{ from: start + 2000, until: start + 5000 }]);
  timeline.range = ranges[0];
  await timeline.updateComplete;
  expect(press(timeline, 'Escape').defaultPrevented).toBe(true);
  expect(ranges.at(-1)).toBeUndefined();
  timeline.range = undefined;
  expect(press(timeline, 'Escape').defaultPrevented).toBe(false);
});

test('<sip-timeline> is there as a table, too', async () => {
  const timeline = await drawTimeline();

  part(timeline, 'button.table').click();
  await vi.waitFor(() => expect(timeline.renderRoot.querySelectorAll('#table tbody tr').length).toBe(35));

  expect(part(timeline, '#table tbody tr:last-child').innerText).toMatch(/05:51:34 – 05:51:35\s+700\s+70/);
});

test('<sip-timeline> counts again under another filter, and keeps its height meanwhile', async () => {
  const backend = new FakeBackend();
  const timeline = await drawTimeline(undefined, backend);
  const height = timeline.offsetHeight;

  timeline.filter = 'outcome:failed';
  await vi.waitFor(() => expect(backend.timelinesAsked).toEqual(['', 'outcome:failed']));

  expect(timeline.offsetHeight).toBe(height);
  await vi.waitFor(() => expect(told(timeline)).toMatch(/6\D300 calls/));
});
