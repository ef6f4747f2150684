import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { FakeBackend } from '../../../test/fake/fake-backend.ts';
import { fakeCall } from '../../../test/fake/fake-rows.ts';
import { settle } from '../../../test/settle.ts';
import { SipMedia } from './sip-media.ts';

const media = { audio: 'both', lostPercent: 0.12, afterEndMs: 6000, frames: [30, 31] } as const;

async function drawMedia(): Promise<SipMedia> {
  const element = new SipMedia();
  element.backend = new FakeBackend();
  element.capture = 'cap-1';
  element.call = { ...fakeCall(0), streams: ['x1', 'x2'], mos: 4.1, media };
  document.body.append(element);
  await settle(element);
  await expect.poll(() => charts(element).length).toBe(4);
  return element;
}

function charts(element: SipMedia): readonly Element[] {
  const drawn = element.renderRoot.querySelector('sip-stream-charts')?.shadowRoot?.querySelectorAll('sip-chart') ?? [];
  return [...drawn].filter((chart) => chart.shadowRoot?.querySelector('[role="img"]') instanceof Element);
}

const textOf = (element: Element | null | undefined): string | undefined =>
  element?.textContent.trim().replaceAll(/\s+/g, ' ');

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-media> tells what came of the media of a call, and of each stream its figures and problems', async () => {
  const element = await drawMedia();

  expect([...element.renderRoot.querySelectorAll('.words li')].map(textOf)).toEqual([
    'Audio both ways',
    'MOS 4.10 in the worse direction',
    '0.12 % lost',
    'Goes on for 6.0 s after the end',
  ]);
  const sections = [...element.renderRoot.querySelectorAll('section')];
  expect(sections.map((section) => textOf(section.querySelector('h2')))).toEqual([
    'RTP PCMA from the caller 59.8 s',
    'RTP PCMA from the callee 1:06',
  ]);
  expect(textOf(sections[1]?.querySelector('.problems li'))).toBe(
    'after bye RTP goes on for 6.0 s after the BYE. #5991 #6100',
  );
});

test('<sip-media> draws how the streams went, and says it to those who do not see it', async () => {
  const element = await drawMedia();

  const told = charts(element).map((chart) =>
    chart.shadowRoot?.querySelector('[role="img"]')?.getAttribute('aria-label'),
  );
  expect(told[0]).toMatch(/^MOS\. from the caller: at most 4\.30, at .* from the callee: at most 4\.30/);
  expect(told[1]).toMatch(/^Lost packets, %\. from the caller: at most 9\.09 %/);
});

test.each([390, 768, 1920])('<sip-media> needs no scrolling sideways at %i pixels', async (width) => {
  await page.viewport(width, 900);
  const element = await drawMedia();

  expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
});

test('<sip-media> has a place for a player', async () => {
  const element = await drawMedia();

  expect(element.renderRoot.querySelector('slot[name="player"]')).not.toBeNull();
});
