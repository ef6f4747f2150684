import { afterEach, beforeAll, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { forkedLadder } from '../../../test/fake/fake-ladders.ts';
import { settle } from '../../../test/settle.ts';
import { offeredCommands } from '../commands/commands.ts';
import type { SipLadder } from '../ladder/ladder-view.ts';
import { LanesChangedEvent } from '../ladder/lanes/lane-change-event.ts';
import type { SipMessageText } from '../message/sip-message-text.ts';
import type { SipMessage } from '../message/message-view.ts';
import type { SipNotice } from '../parts/sip-notice.ts';
import { SipLadderElement, SipMessageElement } from './index.ts';
import type * as Public from './public-types.d.ts';

const ladder = forkedLadder();
const options = ['OPTIONS sip:bob@example.org SIP/2.0', 'Call-ID: a84b4c76e66710', 'CSeq: 1 OPTIONS', '', ''].join(
  '\n',
);

// The reader is fetched with the first message, which takes its time where nothing was built before.
beforeAll(async () => {
  await import('../scratch/read-scratch.ts');
  await import('@sipscope/analyzer/conformance');
}, 60_000);

afterEach(() => document.body.replaceChildren());

async function viewOf<View extends HTMLElement>(element: HTMLElement, tag: string): Promise<View> {
  return vi.waitFor(
    () => {
      const view = element.shadowRoot?.querySelector<View>(tag);
      if (view === null || view === undefined)
        throw new Error(
          `nothing drawn is ${tag}, but ${element.shadowRoot?.querySelector<SipNotice>('sip-notice')?.heading ?? 'nothing'}`,
        );
      return view;
    },
    { timeout: 10_000 },
  );
}

test('the types that are published are those of the elements', () => {
  expectTypeOf<SipLadderElement>().toExtend<Public.SipLadderElement>();
  expectTypeOf<SipMessageElement>().toExtend<Public.SipMessageElement>();
});

describe('<sip-message> in a page of others', () => {
  test('reads the text of its attribute, with the line ends of SIP', async () => {
    const element = document.createElement('sip-message') as unknown as SipMessageElement;
    element.setAttribute('text', options);
    document.body.append(element);

    const view = await viewOf<SipMessage>(element, 'sip-message-view');

    expect(atob(view.detail.raw)).toBe(options.replaceAll('\n', '\r\n'));
    expect(view.detail.tree.rule).toBe('Request');
  });

  test('takes bytes as they are', async () => {
    const element = new SipMessageElement();
    element.text = new TextEncoder().encode(options);
    document.body.append(element);

    const view = await viewOf<SipMessage>(element, 'sip-message-view');

    expect(atob(view.detail.raw)).toBe(options);
  });

  test('says that it has none, and that one is too long', async () => {
    const element = new SipMessageElement();
    document.body.append(element);
    await settle(element);
    expect(element.renderRoot.querySelector<SipNotice>('sip-notice')?.heading).toBe('There is no message here');

    element.text = 'x'.repeat(300_000);
    await settle(element);
    expect(element.renderRoot.querySelector<SipNotice>('sip-notice')?.detail).toMatch(/^The text is longer than/);
  });

  test('shows text of a message as text', async () => {
    const element = new SipMessageElement();
    element.text = options.replace('a84b4c76e66710', '<img src=x onerror="document.title=1">');
    document.body.append(element);

    const view = await viewOf<SipMessage>(element, 'sip-message-view');
    await settle(view);

    const text = view.renderRoot.querySelector<SipMessageText>('sip-message-text');
    expect(text?.renderRoot.textContent).toContain('<img src=x');
    expect(text?.renderRoot.querySelector('img')).toBeNull();
  });
});

describe('<sip-ladder> in a page of others', () => {
  async function drawLadder(): Promise<[SipLadderElement, SipLadder]> {
    const element = new SipLadderElement();
    element.ladder = ladder;
    document.body.append(element);
    const view = await viewOf<SipLadder>(element, 'sip-ladder-view');
    await settle(view);
    return [element, view];
  }

  test('draws a ladder, and tells what is selected', async () => {
    const [element, view] = await drawLadder();
    const told = vi.fn<(event: Event) => void>();
    document.body.addEventListener('message-selected', told, { once: true });

    view.renderRoot.querySelector<HTMLElement>('[role="listbox"]')?.focus();
    await userEvent.keyboard('j');
    await settle(element);

    expect(told).toHaveBeenCalledOnce();
    expect(element.selected).toEqual(view.selected);
    expect(view.renderRoot.querySelectorAll('[aria-selected="true"]')).toHaveLength(1);
  });

  test('is coloured by the tokens that the page says of it, and not by others of the page', async () => {
    const [element, view] = await drawLadder();
    document.documentElement.style.setProperty('--line', '3px');
    element.style.setProperty('--accent', 'rgb(1, 2, 3)');

    const style = getComputedStyle(view);

    expect(style.getPropertyValue('--accent')).toBe('rgb(1, 2, 3)');
    expect(style.getPropertyValue('--line')).not.toBe('3px');
    document.documentElement.style.removeProperty('--line');
  });

  test('hides a lane, and shows it again', async () => {
    const [element, view] = await drawLadder();
    const [lane] = ladder.lanes;
    if (lane === undefined) throw new Error('the ladder has no lanes');

    view.dispatchEvent(new LanesChangedEvent({ kind: 'hide', lane }));
    await settle(element);
    expect(view.ladder.lanes).toHaveLength(ladder.lanes.length - 1);
    expect(element.renderRoot.querySelector('.bar')?.textContent).toContain('1 lane and');

    element.renderRoot.querySelector<HTMLElement>('.bar button')?.click();
    await settle(element);
    expect(view.ladder.lanes).toHaveLength(ladder.lanes.length);
  });

  test('takes keys only while the focus is in it', async () => {
    const [, view] = await drawLadder();
    const before = view.look.spacing;

    await userEvent.keyboard('d');
    expect(view.look.spacing).toBe(before);
    view.renderRoot.querySelector<HTMLElement>('[role="listbox"]')?.focus();
    await userEvent.keyboard('d');

    expect(view.look.spacing).not.toBe(before);
    expect(offeredCommands().map(({ id }) => id)).toContain('ladder.spacing');
  });

  test('fetches from no other origin, and says so', async () => {
    const element = new SipLadderElement();
    element.src = 'https://elsewhere.example/call.json';
    document.body.append(element);

    await vi.waitFor(() =>
      expect(element.renderRoot.querySelector<SipNotice>('sip-notice')?.detail).toBe(
        'Only files of the same origin are fetched.',
      ),
    );
  });

  test('has no messages where there is no capture', async () => {
    const [element] = await drawLadder();

    await expect(element.message({ frame: 1 })).rejects.toThrow('not read from a capture');
  });
});
