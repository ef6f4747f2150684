import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { CallStory } from '@sipscope/analyzer';
import { fakeStory } from '../../../test/fake/fake-story.ts';
import { settle } from '../../../test/settle.ts';
import type { MessageRef } from '../route/route.ts';
import { SipStory } from './sip-story.ts';

async function drawStory(story: CallStory = fakeStory('c1')): Promise<SipStory> {
  const element = new SipStory();
  element.story = story;
  element.style.height = '400px';
  document.body.append(element);
  element.addEventListener('message-selected', (event) => {
    element.selected = (event as CustomEvent<{ message: MessageRef }>).detail.message;
  });
  await settle(element);
  return element;
}

const events = (element: SipStory): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('[role="option"]'),
];
const chosen = (element: SipStory): string | undefined =>
  element.renderRoot.querySelector('[aria-selected="true"] .text')?.textContent;
const list = (element: SipStory): Element | null => element.renderRoot.querySelector('[role="listbox"]');

function press(element: SipStory, key: string): void {
  list(element)?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-story> tells events with their times and frames, and the media of each time', async () => {
  const element = await drawStory();

  const words = (row: Element): (string | undefined)[] =>
    [...row.children].map(({ textContent }) => textContent.trim().replaceAll(/\s+/g, ' '));
  expect(events(element).map(words)).toEqual([
    ['+0.000', '', 'alice calls bob at sip:bob@example.com, offering audio PCMA PCMU.', '#1'],
    ['+0.002', '', '10.0.2.9:5060 asks for credentials for sbc.example (407 to INVITE).', '#2'],
    ['+0.900', '', 'alice puts bob on hold (audio sendonly), only alice sends now.', '#7'],
    ['+4.102', '', 'bob (10.0.3.7:5060): 503 Service Unavailable after 4.1 s.', '#9'],
  ]);
  expect([...element.renderRoot.querySelectorAll('tbody tr')].map(words)).toEqual([
    ['+0.120 – +0.900', 'audio PCMA', '10.0.1.5:49170', '⇄', '10.0.3.7:30002', ''],
    ['+0.900 – end', 'audio PCMA', '10.0.1.5:49170', '→', '10.0.3.7:30002', 'held by alice'],
  ]);
});

test('<sip-story> is walked by keys, and chooses the message of each event', async () => {
  const element = await drawStory();

  press(element, 'Home');
  await settle(element);
  press(element, 'j');
  await settle(element);
  expect(element.selected).toEqual({ frame: 2 });
  press(element, 'End');
  await settle(element);

  expect(chosen(element)).toContain('503');
  expect(list(element)?.getAttribute('aria-activedescendant')).toBe('event-3');
});

test('<sip-story> lets the message of the chosen event be read', async () => {
  const element = await drawStory();
  let entered = 0;
  element.addEventListener('message-entered', () => entered++);

  press(element, 'Enter');

  expect(entered).toBe(1);
});

test('<sip-story> goes to the event of a message that is chosen elsewhere', async () => {
  const element = await drawStory();

  element.selected = { frame: 7 };
  await settle(element);

  expect(chosen(element)).toContain('on hold');
});

test('<sip-story> keeps apart what is told of one message', async () => {
  const story = fakeStory('c1');
  const [first] = story.events;
  if (first === undefined) throw new Error('it has events');
  const element = await drawStory({ ...story, events: [first, { ...first, text: 'And another thing.' }] });

  press(element, 'End');
  await settle(element);

  expect(chosen(element)).toBe('And another thing.');
});

test('<sip-story> shows the message a state began with', async () => {
  const element = await drawStory();

  element.renderRoot.querySelectorAll<HTMLElement>('.when')[1]?.click();
  await settle(element);

  expect(element.selected).toEqual({ frame: 7 });
});

test('<sip-story> draws some hundreds of events at once, and more when asked for', async () => {
  const story = fakeStory('c1');
  const many = Array.from({ length: 5000 }, (_, at) => ({ ...story.events[at % 4]!, frames: [at + 1] }));
  const element = await drawStory({ ...story, events: many, moreEvents: 12 });

  press(element, 'End');
  await settle(element);
  expect(element.selected).toEqual({ frame: 500 });
  element.renderRoot.querySelector<HTMLElement>('.rest')?.click();
  await settle(element);
  expect(events(element)).toHaveLength(1000);
  element.selected = { frame: 1200 };
  await settle(element);

  expect(events(element)).toHaveLength(1200);
  expect(element.renderRoot.textContent).toContain('and 12 events more');
});

test('<sip-story> tells who is said to call, and shows the messages that say so', async () => {
  const claim = { field: 'From', party: 'caller', uri: 'sip:alice@example.com', senders: ['10.0.1.5:5060'] } as const;
  const story = { ...fakeStory('c1'), identity: { claims: [{ ...claim, frames: [1, 7] }] } };
  const element = await drawStory(story);

  const [line] = element.renderRoot.querySelectorAll('li');
  expect(line?.textContent.trim().replaceAll(/\s+/g, ' ')).toMatch(/^caller: From sip:alice@example\.com.* #1 #7$/);
  line?.querySelectorAll('button')[1]?.click();
  await settle(element);

  expect(element.selected).toEqual({ frame: 7 });
});
