import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { plainTexts, pseudoWords } from '../../../test/words/pseudo-words.ts';
import { Backends } from '../backend/backends.ts';
import { SipCapturesPage } from '../pages/sip-captures-page.ts';
import { SipCaptureState } from '../pages/sip-capture-state.ts';
import { SipKeyHelp } from '../parts/sip-key-help.ts';
import { SipPalette } from '../palette/sip-palette.ts';
import { SipSearchPage } from '../search/sip-search-page.ts';
import { translate } from './words.ts';

afterEach(() => {
  translate({});
  document.body.replaceChildren();
});

/** Names of captures, which are nobody's language. */
const named = [readyCapture.name];
const plain = (root: Element): readonly string[] =>
  plainTexts(root).filter((text) => !named.some((name) => text.includes(name)));

test('the pages of the frame say everything in the language that was chosen', async () => {
  translate(pseudoWords());
  const backend = new FakeBackend([readyCapture, { ...readyCapture, id: 'cap-2' }]);
  const captures = Object.assign(new SipCapturesPage(), { server: backend, local: new FakeBackend([]) });
  const search = Object.assign(new SipSearchPage(), { backend, text: 'nothing like it' });
  const state = Object.assign(new SipCaptureState(), { capture: { ...readyCapture, state: 'analysing' } });
  const help = new SipKeyHelp();
  const palette = Object.assign(new SipPalette(), { backends: new Backends(backend, new FakeBackend([])) });

  document.body.append(captures, search, state, help, palette);
  await help.updateComplete;
  help.open();
  await help.updateComplete;
  await palette.open();
  await vi.waitFor(() => expect(captures.renderRoot.querySelectorAll('tbody tr')).toHaveLength(2));
  await vi.waitFor(() => expect(search.renderRoot.querySelector('sip-notice')).not.toBeNull());

  expect(
    Object.fromEntries([captures, search, state, help, palette].map((one) => [one.localName, plain(one)])),
  ).toEqual({
    'sip-captures-page': [],
    'sip-search-page': [],
    'sip-capture-state': [],
    'sip-key-help': [],
    'sip-palette': [],
  });
});
