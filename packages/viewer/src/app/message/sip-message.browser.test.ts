import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { messageDetail, type MessageDetail } from '@sipscope/analyzer';
import { fakeMessage } from '../../../test/fake/fake-rows.ts';
import { settle } from '../../../test/settle.ts';
import { offeredCommands } from '../commands/commands.ts';
import type { SipExplain } from './explain/sip-explain.ts';
import { keepLook } from './message-look.ts';
import type { SipHex } from './sip-hex.ts';
import type { SipMessageText } from './sip-message-text.ts';
import { SipMessage } from './sip-message.ts';
import type { SipRemark } from './sip-remark.ts';
import type { SipSyntaxTree } from './sip-syntax-tree.ts';

async function drawMessage(detail: MessageDetail = fakeMessage(32)): Promise<SipMessage> {
  const element = new SipMessage();
  element.detail = detail;
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

const textOf = (element: SipMessage): SipMessageText => find<SipMessageText>(element, 'sip-message-text');
const litText = (element: SipMessage): string =>
  [...textOf(element).renderRoot.querySelectorAll('.lit')].map((piece) => piece.textContent).join('');
const pieces = (element: SipMessage): HTMLElement[] => [
  ...textOf(element).renderRoot.querySelectorAll<HTMLElement>('[data-start]'),
];
const nodes = (element: SipMessage): HTMLElement[] => [
  ...find<SipSyntaxTree>(element, 'sip-syntax-tree').renderRoot.querySelectorAll<HTMLElement>('[role="treeitem"]'),
];
const litHex = (element: SipMessage, look: string): string =>
  [...find<SipHex>(element, 'sip-hex').renderRoot.querySelectorAll(`.letters .${look}`)]
    .map((letter) => letter.textContent)
    .join('');
/** What is lit quietly in the text. */
const nearText = (): string =>
  [...(CSS.highlights.get('message-hover') ?? [])]
    .map((range) => (range instanceof Range ? range.toString() : ''))
    .join('');

async function press(element: SipMessage, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    textOf(element).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await settle(element);
  }
}

/** Faces stay as they were left: each test begins with the same. */
beforeEach(async () => {
  await page.viewport(1280, 900);
  keepLook({ face: 'tree', isBeside: true, explains: true });
});
afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});

describe('<sip-message> links text, tree and bytes:', () => {
  test('lights the text of the node chosen in the tree', async () => {
    const element = await drawMessage();

    nodes(element)
      .find((node) => node.textContent?.includes('Call-ID'))
      ?.click();
    await settle(element);

    expect(litText(element)).toBe('Call-ID: 3848276298220188511@10.0.1.5');
  });

  test('opens the tree on what was chosen in the text', async () => {
    const element = await drawMessage();

    pieces(element)
      .find((piece) => piece.textContent === 'gw.example')
      ?.click();
    await settle(element);

    const chosen = nodes(element).find((node) => node.getAttribute('aria-selected') === 'true');
    expect(chosen?.querySelector('.rule')?.textContent).toBe('host');
    expect(chosen?.getAttribute('aria-level')).toBe('3');
    expect(litText(element)).toBe('gw.example');
    expect(element.renderRoot.querySelector('.rule')?.textContent).toBe('host, bytes 24–33');
  });

  test('lights quietly, in the other, what the pointer is over', async () => {
    const element = await drawMessage();

    pieces(element)
      .find((piece) => piece.textContent === 'gw.example')
      ?.dispatchEvent(new MouseEvent('mouseover', { bubbles: true, composed: true }));
    await settle(element);

    expect(nodes(element).filter((node) => node.classList.contains('near'))).toHaveLength(1);
    expect(nearText()).toBe('gw.example');
    expect(litText(element)).toBe('');
    textOf(element).dispatchEvent(new MouseEvent('mouseleave'));
    await settle(element);
    expect(nearText()).toBe('');
  });

  test('lights quietly in the text the node under the pointer', async () => {
    const element = await drawMessage();

    nodes(element)
      .find((node) => node.textContent?.includes('Max-Forwards'))
      ?.dispatchEvent(new MouseEvent('mouseenter'));
    await settle(element);

    expect(nearText()).toBe('Max-Forwards: 69');
  });

  test('shows in the bytes what is chosen, to the byte', async () => {
    keepLook({ face: 'hex', isBeside: true, explains: false });
    const element = await drawMessage(
      await messageDetail(new TextEncoder().encode('OPTIONS sip:a@b SIP/2.0\r\nSubject: à €\r\n 𝄞 end\r\n\r\n')),
    );

    pieces(element)
      .find((piece) => piece.textContent === '€')
      ?.click();
    await settle(element);

    // The value, its fold included: two, three and four bytes a letter.
    expect(litHex(element, 'lit')).toBe('·· ···\r\n ···· end'.replaceAll(/[\r\n]/g, '·'));
    expect(litText(element)).toBe('à € 𝄞 end');
  });

  test('shows bytes that are no text, and finds them again', async () => {
    keepLook({ face: 'hex', isBeside: true, explains: false });
    const bytes = new TextEncoder().encode('OPTIONS sip:a@b SIP/2.0\r\nSubject: x?y\r\n\r\n');
    bytes[bytes.indexOf(0x3f)] = 0xff;
    const element = await drawMessage(await messageDetail(bytes));

    const broken = pieces(element).find((piece) => piece.classList.contains('placeholder'));
    broken?.click();
    await settle(element);

    expect(broken?.textContent).toBe('\uFFFD');
    expect(litHex(element, 'lit')).toContain('·');
  });

  test('takes what is selected with the pointer, to the letter', async () => {
    const element = await drawMessage();
    const host = pieces(element).find((one) => one.textContent === 'gw.example');
    const piece = [...(host?.childNodes ?? [])].find((node) => node instanceof Text);
    if (piece === undefined) throw new Error('the host is drawn');

    getSelection()?.setBaseAndExtent(piece, 3, piece, 6);
    textOf(element).dispatchEvent(new PointerEvent('pointerup'));
    await settle(element);

    expect(element.renderRoot.querySelector('.rule')?.textContent).toBe('host, bytes 27–29');
    expect(getSelection()?.toString()).toBe('exa');
    expect(nodes(element).find((node) => node.getAttribute('aria-selected') === 'true')?.textContent).toContain('host');
  });

  test('is walked by keys from field to field and into them', async () => {
    const element = await drawMessage();

    await press(element, 'ArrowDown');
    expect(litText(element)).toContain('INVITE sip:');
    await press(element, 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowRight');
    expect(litText(element)).toBe('Via');
    await press(element, 'ArrowRight');
    expect(litText(element)).toMatch(/^SIP\/2\.0\/UDP/);
    await press(element, 'ArrowLeft', 'End');

    expect(litText(element)).toBe('Content-Length: 212');
  });

  test('shows of a delimiter what stands behind its line break', async () => {
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
});

describe('<sip-message> tells what is wrong in place:', () => {
  const remarks = (element: SipMessage): SipRemark[] => [
    ...textOf(element).renderRoot.querySelectorAll<SipRemark>('sip-remark'),
  ];

  test('below its line, and lights what it is about', async () => {
    const element = await drawMessage();
    const [remark] = remarks(element);

    expect(remark?.previousElementSibling?.textContent).toContain('branch=77ef');
    expect(remark?.renderRoot.textContent).toContain('RFC 3261 §8.1.1.7');
    remark?.renderRoot.querySelector<HTMLElement>('.diagnostic')?.click();
    await settle(element);

    expect(litText(element)).toBe('branch=77ef4c2312983.1');
  });

  test('counts them, and goes through them by key where it is read', async () => {
    const detail = fakeMessage(32);
    const finding = {
      rule: 'SIP-CT-001',
      level: 'must',
      severity: 'error',
      title: 'A Contact',
      message: 'The Contact is odd. Nobody can be reached there.',
      seen: 'The Contact is odd.',
      rfc: 3261,
      section: '8.1.1.8',
      span: detail.tree.children?.find(({ label }) => label === 'Contact')?.span ?? [0, 0],
    } as const;
    const element = await drawMessage({ ...detail, findings: [finding] });
    const next = () => offeredCommands().find(({ id }) => id === 'message.next-remark');

    expect(next()).toBeUndefined();
    textOf(element).focus();
    next()?.run();
    await settle(element);
    expect(element.renderRoot.querySelector('.remarks')?.textContent?.trim()).toContain('1 of 2');
    next()?.run();
    await settle(element);

    expect(litText(element)).toContain('Contact:');
    expect(next()).toBeUndefined();
    const [, second] = remarks(element);
    await second?.updateComplete;
    expect(second?.renderRoot.querySelector('a.rule')?.getAttribute('href')).toBe('/rules/SIP-CT-001');
    expect(second?.renderRoot.textContent).toContain('Nobody can be reached there.');
  });

  test('with the grammar, lit where the message stopped fitting it', async () => {
    const element = await drawMessage(
      await messageDetail(new TextEncoder().encode('OPTIONS sip:a@b SIP/2.0\r\nContact: <sip:a@b>;;q=1\r\n\r\n')),
    );
    const remark = remarks(element).find((one) => one.remark.grammar !== undefined);
    if (remark === undefined) throw new Error('a rule could not go on');
    remark.renderRoot.querySelector<HTMLElement>('.diagnostic')?.click();
    await settle(element);

    [...remark.renderRoot.querySelectorAll<HTMLElement>('button')].at(-1)?.click();

    const shapes = (): Element[] => [
      ...(remark.renderRoot.querySelector('sip-railroad')?.shadowRoot?.querySelectorAll('g.stopped text') ?? []),
    ];
    await expect.poll(() => shapes().map((one) => one.textContent), { timeout: 5000 }).not.toEqual([]);
  });
});

describe('<sip-message> explains', () => {
  const card = async (element: SipMessage): Promise<SipExplain> => {
    await customElements.whenDefined('sip-explain');
    await settle(element);
    return find<SipExplain>(element, 'sip-explain');
  };
  const detail = (): MessageDetail => ({
    ...fakeMessage(32),
    explained: [
      {
        kind: 'timer',
        span: lineOf('Max-Forwards'),
        text: 'It holds until 2026-01-05T09:00:10.000Z, says #17.',
        at: '2026-01-05T09:00:10.000Z',
        short: '10 s',
        notable: true,
        frames: [17],
        refs: [{ list: 'dialogs', id: 'd3' }],
        parts: [{ name: '100rel', means: 'reliable', rfc: 3262, section: '8.1' }],
        steps: [{ name: 'alice' }, { name: 'proxy', by: 'UDP', here: true }],
      },
    ],
  });
  const lineOf = (name: string): readonly [number, number] =>
    fakeMessage(32).tree.children?.find(({ label }) => label === name)?.span ?? [0, 0];

  test('the field that is chosen, wherever it was chosen', async () => {
    const element = await drawMessage(detail());
    element.capture = 'one';

    nodes(element)
      .find((node) => node.textContent?.includes('Max-Forwards'))
      ?.click();
    await settle(element);

    const shown = (await card(element)).renderRoot;
    expect(shown.querySelector('h3')?.textContent).toBe('Max-Forwards');
    expect(shown.querySelector('.cite')?.getAttribute('href')).toBe(
      'https://www.rfc-editor.org/rfc/rfc3261#section-20.22',
    );
    expect(shown.querySelector('.cite')?.getAttribute('rel')).toBe('noopener noreferrer');
    expect(shown.querySelector('time')?.textContent).toBe('09:00:10');
    expect([...shown.querySelectorAll('ul a')].map((one) => one.getAttribute('href'))).toEqual([
      '/captures/one/calls/c4?message=17',
      '/captures/one/dialogs?filter=id%3Ad3',
      'https://www.rfc-editor.org/rfc/rfc3262#section-8.1',
    ]);
    expect(shown.querySelector('.steps [aria-current="step"]')?.textContent).toContain('proxy');
  });

  test('beside the line in a word, marked where it is out of the ordinary', async () => {
    const element = await drawMessage(detail());

    const note = textOf(element).renderRoot.querySelector('.note');

    expect(note?.textContent?.trim()).toBe('10 s');
    expect(note?.classList.contains('notable')).toBe(true);
    expect(note?.parentElement?.textContent).toContain('Max-Forwards');
  });

  test('nothing where that is not wanted', async () => {
    const element = await drawMessage(detail());
    const explain = offeredCommands().find(({ id }) => id === 'message.explain');

    explain?.run();
    await settle(element);
    expect(litText(element)).toContain('INVITE');
    explain?.run();
    await settle(element);

    expect(element.renderRoot.querySelector('sip-explain')).toBeNull();
  });
});

test('<sip-message> shows its faces one after the other by key', async () => {
  keepLook({ face: 'text', isBeside: true, explains: true });
  const element = await drawMessage();
  const face = (): string | undefined =>
    element.renderRoot.querySelector('.faces [aria-pressed="true"]')?.textContent?.trim();
  const shown = [face()];

  for (let turn = 0; turn < 3; turn++) {
    offeredCommands()
      .find(({ id }) => id === 'message.face')
      ?.run();
    await settle(element);
    shown.push(face());
  }

  expect(shown).toEqual(['text', 'tree', 'hex', 'text']);
});

test('<sip-message> keeps focus and place of the text whatever stands beside it', async () => {
  keepLook({ face: 'text', isBeside: true, explains: true });
  const element = await drawMessage();
  const text = textOf(element);
  text.focus();

  for (let turn = 0; turn < 2; turn++) {
    offeredCommands()
      .find(({ id }) => id === 'message.face')
      ?.run();
    await settle(element);
  }

  expect(textOf(element)).toBe(text);
  expect(element.shadowRoot?.activeElement).toBe(text);
});

test('<sip-message> copies the whole, as JSON, a field, a value', async () => {
  const copied: string[] = [];
  Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: async (text: string) => void copied.push(text) },
    configurable: true,
  });
  const element = await drawMessage();
  nodes(element)
    .find((node) => node.textContent?.includes('Call-ID'))
    ?.click();
  await settle(element);

  for (const form of ['text', 'json', 'field', 'value'])
    offeredCommands()
      .find(({ id }) => id === `message.copy-${form}`)
      ?.run();
  await settle(element);

  expect(copied[0]).toContain('Call-ID: 3848276298220188511@10.0.1.5\r\n');
  expect(JSON.parse(copied[1] ?? '')).toMatchObject({ tree: { rule: 'SIP-message' }, row: { frame: 32 } });
  expect(copied.slice(2)).toEqual(['Call-ID: 3848276298220188511@10.0.1.5', '3848276298220188511@10.0.1.5']);
});

test('<sip-message> asks for a filter by the value that is chosen', async () => {
  const element = await drawMessage();
  const asked: unknown[] = [];
  document.body.addEventListener('value-menu', (event) => asked.push((event as CustomEvent).detail), { once: true });
  nodes(element)
    .find((node) => node.textContent?.includes('Call-ID'))
    ?.click();
  await settle(element);

  offeredCommands()
    .find(({ id }) => id === 'message.filter')
    ?.run();

  expect(asked).toEqual([
    expect.objectContaining({ list: 'messages', key: 'callId', value: '3848276298220188511@10.0.1.5' }),
  ]);
});

test('<sip-message> shows the messages that have the value, where nobody draws a menu', async () => {
  const element = await drawMessage();
  element.capture = 'one';
  const routes: unknown[] = [];
  document.body.addEventListener('sip-navigate', (event) => routes.push(event.route), { once: true });
  nodes(element)
    .find((node) => node.textContent?.includes('Call-ID'))
    ?.click();
  await settle(element);

  offeredCommands()
    .find(({ id }) => id === 'message.filter')
    ?.run();

  expect(routes).toEqual([
    { page: 'list', capture: 'one', list: 'messages', filter: 'callId:"3848276298220188511@10.0.1.5"' },
  ]);
});

test('<sip-message> shows control characters instead of obeying them', async () => {
  const element = await drawMessage();

  const shown = textOf(element).renderRoot.textContent ?? '';

  expect(shown).toContain('"Alice ⟨RLO⟩cilā"');
  expect(shown).toContain('Sipphone/4.2⟨BEL⟩');
  for (const control of ['\u202E', '\u0007']) expect(shown).not.toContain(control);
});

test('<sip-message> draws of a very long message what is looked at, and reaches the rest at once', async () => {
  keepLook({ face: 'text', isBeside: true, explains: true });
  const fields = Array.from({ length: 1990 }, (_, at) => `X-Field-${at}: value ${at}\r\n`).join('');
  const detail = await messageDetail(
    new TextEncoder().encode(`OPTIONS sip:a@b SIP/2.0\r\n${fields}Call-ID: last\r\n\r\n`),
  );
  const element = await drawMessage(detail);

  expect(textOf(element).renderRoot.querySelectorAll('.line').length).toBeLessThan(400);
  const began = performance.now();
  await press(element, 'End');
  const took = performance.now() - began;

  expect(litText(element)).toBe('Call-ID: last');
  const line = textOf(element).renderRoot.querySelector('.lit')?.getBoundingClientRect();
  expect(line?.bottom).toBeLessThanOrEqual(textOf(element).getBoundingClientRect().bottom);
  expect(took).toBeLessThan(1000);
});

test('<sip-message> stands text and tree side by side where there is room, as it was left', async () => {
  const element = await drawMessage();
  const split = (): string | null => find(element, 'sip-split').getAttribute('direction');
  expect(split()).toBe('row');

  await userEvent.click(element.renderRoot.querySelector('[aria-label="One above the other"]')!);
  await settle(element);
  expect(split()).toBe('column');
  document.body.replaceChildren();

  const another = await drawMessage();
  expect(find(another, 'sip-split').getAttribute('direction')).toBe('column');
});
