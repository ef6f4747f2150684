import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeBackend, readyCapture } from '../../../test/fake/fake-backend.ts';
import { SipListPage } from '../pages/sip-list-page.ts';
import type { SipGrid } from '../table/sip-grid.ts';
import { undoLast } from '../undo/undo.ts';
import { keepNotesIn, notesOf } from './notes.ts';
import { SipNote } from './sip-note.ts';
import { SipNotesPanel } from './sip-notes-panel.ts';

let backend: FakeBackend;

beforeEach(() => {
  backend = new FakeBackend();
  keepNotesIn(backend);
});
afterEach(() => document.body.replaceChildren());

async function draw(target: string): Promise<SipNote> {
  const element = new SipNote();
  element.capture = 'cap-1';
  element.target = target;
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const star = (element: SipNote) => element.renderRoot.querySelector('button')!;

describe('<sip-note>', () => {
  test('puts a star on a call, and takes it away', async () => {
    const element = await draw('call:c1');

    star(element).click();
    await vi.waitFor(() => expect(star(element).getAttribute('aria-pressed')).toBe('true'));
    expect(await backend.notes('cap-1')).toMatchObject([{ target: 'call:c1', text: '', bookmark: true }]);

    star(element).click();
    await vi.waitFor(() => expect(star(element).getAttribute('aria-pressed')).toBe('false'));
    expect(await backend.notes('cap-1')).toEqual([]);
  });

  test('keeps words, shows them as text, and takes a deletion back', async () => {
    const element = await draw('message:17');
    element.renderRoot.querySelector<HTMLElement>('#editor')?.showPopover();
    const area = element.renderRoot.querySelector('textarea')!;
    area.value = 'Look at <img src=x onerror=alert(1)>\u202e';
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await vi.waitFor(async () => expect(await backend.notes('cap-1')).toHaveLength(1));

    const panel = new SipNotesPanel();
    panel.capture = 'cap-1';
    document.body.append(panel);
    await panel.updateComplete;
    panel.open();
    expect(panel.renderRoot.querySelector('.text')?.textContent).toContain('<img src=x');
    expect(panel.renderRoot.querySelector('.text img')).toBeNull();
    expect(panel.renderRoot.querySelector('a')?.getAttribute('href')).toMatch(/\/messages\/17$/);

    panel.renderRoot.querySelector<HTMLElement>('li button')?.click();
    await vi.waitFor(async () => expect(await backend.notes('cap-1')).toEqual([]));
    await undoLast();
    expect(await backend.notes('cap-1')).toMatchObject([{ target: 'message:17', text: area.value }]);
  });

  test('tells that another was quicker, and shows what is there', async () => {
    const element = await draw('call:c2');
    await notesOf('cap-1').load();
    await backend.putNote('cap-1', 'call:c2', { text: 'theirs', bookmark: false });

    const area = element.renderRoot.querySelector('textarea')!;
    element.renderRoot.querySelector<HTMLElement>('#editor')?.showPopover();
    area.value = 'ours';
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));

    await vi.waitFor(() =>
      expect(element.renderRoot.querySelector('.failure')?.textContent).toContain('changed by somebody else'),
    );
    expect(notesOf('cap-1').get('call:c2')?.text).toBe('theirs');
  });
});

test('<sip-list-page> tells which rows have a note', async () => {
  await backend.putNote(readyCapture.id, 'call:c2', { text: '', bookmark: true });
  const page = new SipListPage();
  page.backend = backend;
  page.capture = readyCapture;
  // Without an end it would draw all rows.
  page.style.height = '600px';
  document.body.append(page);

  const noted = (): readonly (string | undefined)[] =>
    [...(page.renderRoot.querySelector<SipGrid>('sip-grid')?.renderRoot.querySelectorAll('.noted') ?? [])].map(
      (mark) => mark.closest<HTMLElement>('.row')?.dataset['index'],
    );

  await vi.waitFor(() => expect(noted()).toEqual(['1']));
  await notesOf(readyCapture.id).remove('call:c2');
  await vi.waitFor(() => expect(noted()).toEqual([]));
});
