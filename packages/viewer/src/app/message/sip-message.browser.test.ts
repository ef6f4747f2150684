import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { fakeMessage } from '../../../test/fake/fake-rows.ts';
import { settle } from '../../../test/settle.ts';
import type { SipMessageText } from './sip-message-text.ts';
import { SipMessage } from './sip-message.ts';
import type { SipSyntaxTree } from './sip-syntax-tree.ts';

async function drawMessage(): Promise<SipMessage> {
  const element = new SipMessage();
  element.detail = fakeMessage(32);
  element.style.height = '800px';
  document.body.append(element);
  await settle(element);
  return element;
}

function find<Kind extends HTMLElement>(element: SipMessage, tag: string): Kind {
  const found = element.renderRoot.querySelector<Kind>(tag);
  if (found === null) throw new Error(`nothing drawn is ${tag}`);
  return found;
}

const litText = (element: SipMessage): string =>
  [...find<SipMessageText>(element, 'sip-message-text').renderRoot.querySelectorAll('.lit')]
    .map((piece) => piece.textContent)
    .join('');
const nodes = (element: SipMessage): HTMLElement[] => [
  ...find<SipSyntaxTree>(element, 'sip-syntax-tree').renderRoot.querySelectorAll<HTMLElement>('[role="treeitem"]'),
];

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-message> lights the text of the node chosen in the tree', async () => {
  const element = await drawMessage();

  nodes(element)
    .find((node) => node.textContent?.includes('Call-ID'))
    ?.click();
  await settle(element);

  expect(litText(element)).toBe('Call-ID: 3848276298220188511@10.0.1.5');
});

test('<sip-message> opens the tree on what was chosen in the text', async () => {
  const element = await drawMessage();
  const pieces = [
    ...find<SipMessageText>(element, 'sip-message-text').renderRoot.querySelectorAll<HTMLElement>('.uri'),
  ];

  pieces.find((piece) => piece.textContent === 'gw.example')?.click();
  await settle(element);

  const chosen = nodes(element).find((node) => node.getAttribute('aria-selected') === 'true');
  expect(chosen?.querySelector('.rule')?.textContent).toBe('host');
  expect(chosen?.getAttribute('aria-level')).toBe('3');
  expect(litText(element)).toBe('gw.example');
});

test('<sip-message> shows of a delimiter what stands behind its line break', async () => {
  const element = await drawMessage();

  element.detail = {
    ...fakeMessage(32),
    raw: btoa('sdp\r\n--b1\r\n'),
    tree: { rule: 'SIP-message', span: [0, 11], children: [{ rule: 'delimiter', span: [3, 11] }] },
    diagnostics: [],
  };
  await settle(element);

  expect(nodes(element)[0]?.querySelector('.text')?.textContent).toBe('--b1');
});

test('<sip-message> tells a diagnostic below its line, and lights what it is about', async () => {
  const element = await drawMessage();
  const text = find<SipMessageText>(element, 'sip-message-text');
  const diagnostic = text.renderRoot.querySelector<HTMLElement>('.diagnostic');

  expect(diagnostic?.previousElementSibling?.textContent).toContain('branch=77ef');
  expect(diagnostic?.textContent).toContain('RFC 3261 §8.1.1.7');
  diagnostic?.click();
  await settle(element);

  expect(litText(element)).toBe('branch=77ef4c2312983.1');
});

test('<sip-message> shows control characters instead of obeying them', async () => {
  const element = await drawMessage();

  const shown = find<SipMessageText>(element, 'sip-message-text').renderRoot.textContent ?? '';

  expect(shown).toContain('"Alice ⟨RLO⟩cilā"');
  expect(shown).toContain('Sipphone/4.2⟨BEL⟩');
  for (const control of ['\u202E', '\u0007']) expect(shown).not.toContain(control);
});
