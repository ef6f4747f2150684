import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeBackend } from '../../../test/fake/fake-backend.ts';
import { settle } from '../../../test/settle.ts';
import { refusal } from '../backend/backend-error.ts';
import { SipPlayer } from './sip-player.ts';
import type { SipWaveform } from './sip-waveform.ts';

async function drawPlayer(backend = new FakeBackend()): Promise<SipPlayer> {
  const element = new SipPlayer();
  element.backend = backend;
  element.capture = 'k1';
  element.call = 'c1';
  document.body.append(element);
  await vi.waitFor(() => expect(element.renderRoot.querySelector('audio, [role="alert"]')).not.toBeNull());
  await settle(element);
  return element;
}

const waveform = (element: SipPlayer): SipWaveform => element.renderRoot.querySelector('sip-waveform')!;
const slider = (element: SipPlayer): HTMLElement => waveform(element).renderRoot.querySelector('[role="slider"]')!;
const button = (element: SipPlayer, name: string): HTMLButtonElement =>
  [...element.renderRoot.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
  )!;
const place = (element: SipPlayer): string => element.renderRoot.querySelector('.place')!.textContent;

async function press(element: SipPlayer, key: string): Promise<void> {
  slider(element).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  await settle(element);
}

/** Pixels of the canvas that are not empty, in its upper and its lower half. */
function drawn(element: SipPlayer): readonly [number, number] {
  const canvas = waveform(element).renderRoot.querySelector('canvas')!;
  const half = Math.floor(canvas.height / 2);
  const count = (from: number): number => {
    const { data } = canvas.getContext('2d')!.getImageData(0, from, canvas.width, half);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
  };
  return [count(0), count(canvas.height - half)];
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-player> draws both sides, and says how long it is and what cannot be heard', async () => {
  const element = await drawPlayer();

  expect(place(element)).toBe('0:00.0 / 0:12.0');
  expect(drawn(element)[0]).toBeGreaterThan(1000);
  expect(drawn(element)[1]).toBeGreaterThan(1000);
  expect(element.renderRoot.querySelector('li')?.textContent).toContain('G729 of the callee could not be heard (3.0 s');
  expect(element.renderRoot.querySelector('a')?.download).toBe('call-c1.wav');
});

test('<sip-player> leaps by keys and by the pointer', async () => {
  const element = await drawPlayer();

  await press(element, 'ArrowRight');
  expect(place(element)).toBe('0:05.0 / 0:12.0');
  await press(element, 'End');
  expect(slider(element).getAttribute('aria-valuenow')).toBe('12');
  await press(element, 'Home');
  await press(element, 'ArrowLeft');
  expect(slider(element).getAttribute('aria-valuetext')).toBe('0:00.0 of 0:12.0');
  const { left, width, top } = slider(element).getBoundingClientRect();
  slider(element).dispatchEvent(
    new PointerEvent('pointerdown', { clientX: left + width / 2, clientY: top + 5, button: 0, buttons: 1 }),
  );
  await settle(element);
  expect(place(element)).toBe('0:06.0 / 0:12.0');
});

test('<sip-player> plays and pauses by the space bar', async () => {
  const element = await drawPlayer();

  slider(element).focus();
  await userEvent.keyboard(' ');
  await vi.waitFor(() => expect(button(element, 'Pause')).toBeDefined());
  await vi.waitFor(() => expect(place(element)).not.toMatch(/^0:00\.0/));
  await userEvent.keyboard(' ');

  await vi.waitFor(() => expect(button(element, 'Play')).toBeDefined());
});

test('<sip-player> silences a side, and shows which', async () => {
  const element = await drawPlayer();

  button(element, 'Mute callee').click();
  await settle(element);

  expect(button(element, 'Mute callee').getAttribute('aria-pressed')).toBe('true');
  expect(button(element, 'Mute caller').getAttribute('aria-pressed')).toBe('false');
  expect(waveform(element).muted).toEqual([false, true]);
});

test('<sip-player> offers the other legs', async () => {
  const backend = new FakeBackend();
  const asked = vi.spyOn(backend, 'callAudio');
  const element = await drawPlayer(backend);
  const select = element.renderRoot.querySelector('select')!;

  select.value = '2';
  select.dispatchEvent(new Event('change'));

  await vi.waitFor(() => expect(asked).toHaveBeenLastCalledWith('k1', 'c1', { leg: 2, conceal: false }));
});

test('<sip-player> says why there is nothing to hear, and can be closed', async () => {
  const backend = new FakeBackend();
  vi.spyOn(backend, 'callAudio').mockRejectedValue(refusal('not-found', 'No audio of this call was captured.'));
  const closed = vi.fn<() => void>();
  const element = await drawPlayer(backend);
  element.addEventListener('player-closed', closed);

  expect(element.renderRoot.querySelector('[role="alert"]')?.textContent).toContain(
    'No audio of this call was captured.',
  );
  button(element, 'Close the player').click();

  expect(closed).toHaveBeenCalledOnce();
});

test.each([390, 720, 1920])('<sip-player> fits %d px', async (width) => {
  await page.viewport(width, 800);
  const element = await drawPlayer();

  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(slider(element).getBoundingClientRect().right).toBeLessThanOrEqual(width);
});
