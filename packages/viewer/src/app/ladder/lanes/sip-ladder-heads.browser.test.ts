import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ArrangedLane, LaneChange } from './lane-arrangement.ts';
import type { LanesChangedEvent } from './lane-change-event.ts';
import { SipLadderHeads } from './sip-ladder-heads.ts';

const lanes: readonly ArrangedLane[] = [
  { id: 'l1', address: '10.0.0.1:5060', name: 'Alice', messages: 3 },
  {
    id: 'l2',
    address: '10.0.0.2:5060',
    addresses: ['10.0.0.2:5060', '198.51.100.7:31000'],
    merged: ['nat'],
    why: ['What leaves one comes from the other.'],
    messages: 4,
  },
  { id: 'l3', address: '10.0.0.3:5060', role: 'callee', messages: 1 },
];

let heads: SipLadderHeads;
let changes: LaneChange[];

beforeEach(async () => {
  changes = [];
  heads = new SipLadderHeads();
  Object.assign(heads, { lanes, places: lanes.map((_, at) => ({ x: 100 + at * 200 })), gap: 200 });
  heads.addEventListener('lanes-changed', (event) => changes.push((event as LanesChangedEvent).change));
  document.body.append(heads);
  await heads.updateComplete;
});
afterEach(() => heads.remove());

const head = (at: number): HTMLElement => heads.renderRoot.querySelectorAll<HTMLElement>('.lane')[at]!;
const card = (): ShadowRoot => heads.renderRoot.querySelector('sip-lane-card')!.shadowRoot!;
const button = (text: string): HTMLElement =>
  [...card().querySelectorAll('button')].find((one) => one.textContent.includes(text))!;
const orderOf = (change: LaneChange | undefined): unknown =>
  change?.kind === 'order' ? change.lanes.map(({ id }) => id) : change;

describe('the heads of a ladder', () => {
  test('stand above their lanes; a merged one says how many addresses it has', () => {
    expect([head(0), head(2)].map((one) => one.getBoundingClientRect().x)).toEqual([4 + 0, 4 + 400]);
    expect(head(0).textContent).toContain('Alice');
    expect(head(1).textContent).toContain('2 addresses');
    expect(head(1).title).toContain('198.51.100.7:31000');
  });

  test('arrows walk along them, Alt and an arrow moves a lane', async () => {
    head(0).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(heads.shadowRoot?.activeElement).toBe(head(1));

    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(changes.map(orderOf)).toEqual([['l2', 'l1', 'l3']]);
    await heads.updateComplete;
    heads.lanes = [1, 0, 2].flatMap((at) => lanes[at] ?? []);
    await heads.updateComplete;
    // The keys go with the lane.
    expect(heads.shadowRoot?.activeElement).toBe(head(0));
  });

  test('a lane is dragged to another place', () => {
    const at = (x: number): PointerEventInit => ({
      clientX: x,
      pointerId: 1,
      button: 0,
      bubbles: true,
      isPrimary: true,
    });
    head(0).setPointerCapture = () => {};
    head(0).dispatchEvent(new PointerEvent('pointerdown', at(100)));
    head(0).dispatchEvent(new PointerEvent('pointermove', at(320)));
    head(0).dispatchEvent(new PointerEvent('pointerup', at(480)));

    expect(changes.map(orderOf)).toEqual([['l2', 'l3', 'l1']]);
  });

  test('the menu tells why lanes are one, and takes that back', async () => {
    await userEvent.click(head(1));

    expect(card().textContent).toContain('What leaves one comes from the other.');
    await userEvent.click(button('Split'));
    expect(changes).toMatchObject([{ kind: 'split', lane: { id: 'l2' } }]);
  });

  test('the menu names, colours, merges and hides', async () => {
    await userEvent.click(head(2));
    await userEvent.keyboard('Gateway{Enter}');
    expect(changes.at(-1)).toMatchObject({ kind: 'rename', lane: { id: 'l3' }, name: 'Gateway' });

    await userEvent.click(head(2));
    await userEvent.click(card().querySelector<HTMLElement>('.swatch.colour-3')!);
    expect(changes.at(-1)).toMatchObject({ kind: 'colour', colour: 3 });

    await userEvent.click(head(2));
    await userEvent.selectOptions(card().querySelector('select')!, '0');
    expect(changes.at(-1)).toMatchObject({ kind: 'merge', lane: { id: 'l3' }, other: { id: 'l1' } });

    await userEvent.click(head(2));
    await userEvent.click(button('Hide'));
    expect(changes.at(-1)).toMatchObject({ kind: 'hide', lane: { id: 'l3' } });
  });

  test('names from the wire are text', async () => {
    heads.lanes = [{ id: 'l1', address: '10.0.0.1:5060', name: '<img src=x onerror=alert(1)>\u202E', messages: 1 }];
    await heads.updateComplete;

    expect(heads.renderRoot.querySelector('img')).toBeNull();
    expect(head(0).textContent).not.toContain('\u202E');
  });
});
