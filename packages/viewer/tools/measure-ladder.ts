/**
 * How smoothly a long ladder scrolls: the time from one frame to the next, as the page counts them, and the processor time its main thread spends on each, which others on
 * the machine do not change.
 *
 *     node --conditions=@sipscope/source packages/viewer/tools/measure-ladder.ts [--arrows 20000] [--lanes 6] [--seconds 6]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.ts';

const { values } = parseArgs({
  options: {
    arrows: { type: 'string', default: '20000' },
    lanes: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '6' },
  },
});

/** Pixels a frame: as a wheel gives them, as a hand in a hurry does, and with the scrollbar. */
const scrolls = { still: 0, wheel: 40, hurry: 160, flight: 2000 } as const;

async function serve(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'sipscope-ladder-'));
  const root = path.join(import.meta.dirname, 'ladder-page');
  const shared = { configFile: false, root, logLevel: 'error' } as const;
  const resolve = { conditions: ['@sipscope/source', 'browser', 'module', 'import', 'default'] };
  await build({ ...shared, resolve, build: { outDir, emptyOutDir: true, target: 'es2022' } });
  const server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const close = async (): Promise<void> => {
    await server.close();
    await rm(outDir, { recursive: true });
  };
  return { url: server.resolvedUrls?.local[0] ?? '', close };
}

/** Times between frames in milliseconds, while the ladder moves by so many pixels each frame. */
async function scroll(page: Page, pixels: number, seconds: number): Promise<readonly number[]> {
  return await page.evaluate(
    async ([perFrame, length]) => {
      const scroller = document.querySelector('sip-ladder')?.shadowRoot?.querySelector('.scroller');
      if (scroller === null || scroller === undefined) throw new Error('no ladder');
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const frames: number[] = [];
      const began = await frame();
      for (let before = began; before - began < length * 1000;) {
        scroller.scrollTop = (scroller.scrollTop + perFrame) % (scroller.scrollHeight - scroller.clientHeight);
        const now = await frame();
        frames.push(now - before);
        before = now;
      }
      return frames;
    },
    [pixels, seconds] as const,
  );
}

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** Processor time of the page's main thread from each frame to the next, in milliseconds. */
function timesOfMainThread(trace: Buffer): readonly number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const frames = traceEvents.filter(({ name }) => name === 'FireAnimationFrame').toSorted((a, b) => a.ts - b.ts);
  const main = frames[0];
  const tasks = traceEvents
    .filter(({ name, tid, pid }) => name === 'RunTask' && tid === main?.tid && pid === main.pid)
    .toSorted((a, b) => a.ts - b.ts);
  const times: number[] = frames.map(() => 0);
  let at = -1;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    while (at + 1 < frames.length && (frames[at + 1]?.ts ?? 0) <= ts + dur) at += 1;
    if (at >= 0) times[at] = (times[at] ?? 0) + tdur / 1000;
  }
  return times;
}

function line(name: string, times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const figures = [0.5, 0.95, 0.99, 1].map((share) => at(share).toFixed(1).padStart(7));
  return `${name.padEnd(22)}${figures.join('')}   of ${times.length}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function measure(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
  await page.goto(`${url}?ladder=${values.arrows}&lanes=${values.lanes}`);
  await page.waitForSelector('sip-ladder [role="option"]');
  // What is prepared while nobody waits is done.
  await page.waitForTimeout(500);
  say(`${values.arrows} arrows, ${values.lanes} lanes, milliseconds:`);
  say(`${' '.repeat(22)}   50 %   95 %   99 %   most`);
  for (const [name, pixels] of Object.entries(scrolls)) {
    await browser.startTracing(page, {
      categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    });
    const frames = await scroll(page, pixels, Number(values.seconds));
    const main = timesOfMainThread(await browser.stopTracing());
    say(line(`${name}, frame to frame`, frames));
    say(line(`${name}, main thread`, main));
  }
}

const server = await serve();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
try {
  await measure(browser, server.url);
} finally {
  await browser.close();
  await server.close();
}
