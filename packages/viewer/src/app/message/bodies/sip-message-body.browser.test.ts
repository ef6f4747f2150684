import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { BodyDetail, MessageDetail } from '@sipscope/analyzer';
import { fakeMessage } from '../../../../test/fake/fake-rows.ts';
import { settle } from '../../../../test/settle.ts';
import type { ByteSpan } from '../syntax.ts';
import { SipMessageBody } from './sip-message-body.ts';
import type { SipXmlTree } from './sip-xml-tree.ts';

async function draw(bodies: readonly BodyDetail[], change: Partial<MessageDetail> = {}): Promise<SipMessageBody> {
  const element = new SipMessageBody();
  element.detail = { ...fakeMessage(32), bodies, ...change };
  element.capture = 'c1';
  element.style.height = '600px';
  document.body.append(element);
  await settle(element);
  return element;
}

const textOf = (element: SipMessageBody): string => element.renderRoot.textContent?.replaceAll(/\s+/g, ' ') ?? '';
const buttons = (element: SipMessageBody): HTMLButtonElement[] => [...element.renderRoot.querySelectorAll('button')];

const sdp: BodyDetail = {
  depth: 0,
  kind: 'sdp',
  span: [700, 900],
  size: 200,
  mediaType: 'application/sdp',
  disposition: 'session',
  sdp: {
    session: { facts: [{ name: 'origin', value: 'alice 1 1 IN IP4 10.0.1.5', span: [705, 740] }] },
    media: [
      {
        span: [760, 900],
        kind: { name: 'media', value: 'audio', span: [762, 767] },
        address: { name: 'address', value: '10.0.1.5', span: [750, 758] },
        port: { name: 'port', value: '49170', span: [768, 773] },
        protocol: { name: 'protocol', value: 'RTP/AVP' },
        direction: { name: 'direction', value: 'sendrecv' },
        codecs: [{ format: '8', name: 'PCMA/8000', span: [790, 810] }, { format: '97' }],
        facts: [{ name: 'ptime', value: '20', meaning: 'ms of media in a packet', span: [820, 830] }],
      },
    ],
    against: [
      {
        with: 'offer',
        frame: 17,
        changes: [{ kind: 'chosen', media: 0, text: 'PCMA chosen of PCMA, PCMU, G729', span: [760, 900] }],
        lines: [{ kind: 'changed', media: 0, before: 'a=ptime:30', after: 'a=ptime:20', span: [820, 830] }],
      },
    ],
  },
};

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-message-body> shows a session description as a table, and what was chosen of the offer', async () => {
  const element = await draw([sdp]);

  const cells = [...element.renderRoot.querySelectorAll('table.sdp tbody td')].map((cell) =>
    cell.textContent?.replaceAll(/\s+/g, ' ').trim(),
  );
  expect(cells).toEqual([
    'audio RTP/AVP',
    '10.0.1.5 49170',
    'sendrecv',
    '8 PCMA/8000 97 not named',
    'ptime 20 ms of media in a packet',
  ]);
  expect(textOf(element)).toContain('The answer to the offer of #17');
  expect(textOf(element)).toContain('PCMA chosen of PCMA, PCMU, G729');
  expect(element.renderRoot.querySelector('.comparison a')?.getAttribute('href')).toBe(
    '/captures/c1/diff?one=17&other=32',
  );
});

test('<sip-message-body> tells the place of a cell that is chosen', async () => {
  const element = await draw([sdp]);
  const chosen: ByteSpan[] = [];
  element.addEventListener('span-chosen', (event) =>
    chosen.push((event as CustomEvent<{ span: ByteSpan }>).detail.span),
  );

  buttons(element)
    .find((button) => button.textContent?.trim() === '49170')
    ?.click();
  element.lit = [768, 773];
  await settle(element);

  expect(chosen).toEqual([[768, 773]]);
  expect(element.renderRoot.querySelector('.place.lit')?.textContent?.trim()).toBe('49170');
});

test('<sip-message-body> draws markup as text and pictures as bytes, and runs nothing', async () => {
  const markup = '<img src=x onerror="globalThis.__pwned=1"><script>globalThis.__pwned=1</script>';
  const element = await draw([
    { depth: 0, kind: 'text', size: markup.length, mediaType: 'text/html', content: btoa(markup) },
    { depth: 1, kind: 'image', size: 4, mediaType: 'image/svg+xml', content: btoa('<svg') },
    { depth: 1, kind: 'binary', size: 2, content: btoa('\u0000\u0001'), notes: ['A <b>note</b>.'] },
  ]);

  const inner = [...element.renderRoot.querySelectorAll<HTMLElement>('sip-message-text, sip-hex')].map(
    (one) => one.shadowRoot,
  );
  expect(inner[0]?.textContent).toContain('onerror=');
  expect(inner.some((root) => root?.querySelector('img, script, svg:not(.icon), b') !== null)).toBe(false);
  expect(element.renderRoot.querySelector('img, script, iframe, b')).toBeNull();
  expect(Object.hasOwn(globalThis, '__pwned')).toBe(false);
  expect(textOf(element)).toContain('A <b>note</b>.');
});

test('<sip-message-body> folds XML, by keys too', async () => {
  const element = await draw([
    {
      depth: 0,
      kind: 'xml',
      span: [10, 90],
      size: 80,
      mediaType: 'application/pidf+xml',
      tables: [{ title: 'tuple t1', facts: [{ name: 'status', value: 'open' }] }],
      xml: [
        { depth: 0, name: 'presence', span: [10, 90] },
        { depth: 1, name: 'tuple', attributes: [{ name: 'id', value: 't1' }], span: [20, 80] },
        { depth: 2, name: 'status', text: 'open', span: [30, 60] },
      ],
    },
  ]);
  const tree = element.renderRoot.querySelector<SipXmlTree>('sip-xml-tree')!;
  await settle(tree);
  const names = (): readonly string[] =>
    [...tree.renderRoot.querySelectorAll('.line .name')].map((name) => name.textContent ?? '');
  const press = async (key: string): Promise<void> => {
    tree.renderRoot.querySelector('[role="tree"]')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await settle(tree);
  };
  expect(names()).toEqual(['presence', 'tuple', 'status']);

  await press('ArrowDown');
  await press('ArrowLeft');

  expect(names()).toEqual(['presence', 'tuple']);
  expect(textOf(element)).toContain('tuple t1');
  await press('ArrowRight');
  expect(names()).toEqual(['presence', 'tuple', 'status']);
});

test('<sip-message-body> draws some of many parts, and more when asked', async () => {
  const parts = Array.from({ length: 200 }, (_, at): BodyDetail => ({
    depth: 1,
    kind: 'dtmf',
    size: at,
    tables: [{ facts: [{ name: 'key', value: '5' }] }],
  }));
  const element = await draw(parts, { moreBodies: 9744 });

  expect(element.renderRoot.querySelectorAll('section[data-depth]')).toHaveLength(40);
  expect(textOf(element)).toContain('9\u202F744 further bodies are not shown.'.replaceAll(/\s/g, ' '));
  buttons(element)
    .find((button) => button.textContent?.includes('and 160 more'))
    ?.click();
  await settle(element);
  expect(element.renderRoot.querySelectorAll('section[data-depth]')).toHaveLength(80);
});
