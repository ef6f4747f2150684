/**
 * How a table of a million messages behaves: the server's answers (a page anywhere, another order, a filter, the timeline), and the page in
 * Chromium: first rows, the time from one frame to the next while it scrolls, what it holds in memory, how long a key takes to show.
 *
 *     node --conditions=@sipscope/source packages/viewer/tools/measure-tables.ts [--messages 1000000] [--page FOLDER] [--seconds 5]
 *
 * `--page`: the built page; it is built where missing. Rows are made up; they lie in DuckDB as those of a capture do.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type CDPSession, type Page } from '@playwright/test';
import type { MessageRow, Summary } from '@sipscope/analyzer';
import { build } from 'vite';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.ts';
import { buildServer } from '../src/server/build-server.ts';
import { RowWriter } from '../src/server/rows/row-writer.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    page: { type: 'string' },
    seconds: { type: 'string', default: '5' },
  },
});
const messages = Number(values.messages);
const seconds = Number(values.seconds);

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Pixels a frame: as a wheel gives them, as a hand in a hurry does, and with the scrollbar. */
const scrolls = { still: 0, wheel: 40, hurry: 160, flight: 4000 } as const;

const began = Date.parse('2026-11-22T05:00:00Z');
const perMessage = 3;
const at = (number: number): string => new Date(began + number * perMessage).toISOString().replace('Z', '123Z');

/** A call of six messages after the other, between many parties; some calls fail. */
function messageRow(number: number): MessageRow {
  const call = Math.floor(number / 6);
  const step = number % 6;
  const isRequest = step === 0 || step === 3 || step === 4;
  const hasFailed = call % 23 === 0;
  const status = [0, 180, hasFailed ? 503 : 200, 0, 0, 200][step] ?? 0;
  const method = step < 3 ? 'INVITE' : step === 3 ? 'ACK' : 'BYE';
  const [client, server]: readonly [string, string] = [
    `10.0.${call % 200}.${1 + (call % 250)}`,
    `10.1.0.${1 + (call % 9)}`,
  ];
  return {
    frame: number + 1,
    time: at(number),
    transport: 'UDP',
    srcIp: isRequest ? client : server,
    srcPort: 5060,
    dstIp: isRequest ? server : client,
    dstPort: 5060,
    kind: isRequest ? 'request' : 'response',
    method,
    ...(status !== 0 && { status, reason: status === 180 ? 'Ringing' : status === 503 ? 'Service Unavailable' : 'OK' }),
    callId: `${(call * 2_654_435_761) % 2 ** 32}-${call}@${client}`,
    cseq: step === 4 || step === 5 ? 2 : 1,
    fromUri: `sip:+4420794${String(call % 100_000).padStart(5, '0')}@sbc.example`,
    fromTag: `a${call}`,
    toUri: `sip:+3317018${String(call % 10_000).padStart(4, '0')}@gw.example`,
    branch: `z9hG4bK${call}.${step}`,
    size: 400 + ((number * 7) % 900),
    ...(number % 97 === 0 && { retransmission: true as const }),
    transaction: `t${call}`,
    call: `c${call}`,
  };
}

/** A data folder with one capture of so many messages, as the server keeps it. */
async function writeCapture(folder: string): Promise<string> {
  const id = randomUUID();
  const place = path.join(folder, 'captures', id);
  await mkdir(place, { recursive: true });
  const rows = await RowWriter.create(path.join(place, 'rows.duckdb.part'));
  for (let number = 0; number < messages; number += 1)
    rows.addMessage(messageRow(number), 0, [{ offset: number * 700, length: 700 }]);
  await rows.finish({} as Summary, [], path.join(place, 'rows.duckdb'));
  await writeFile(path.join(place, 'capture'), '');
  const counts = { messages, transactions: 0, dialogs: 0, calls: 0, registrations: 0, subscriptions: 0 };
  const facts = { format: 'pcap', bytes: messages * 700, packets: messages, linkTypes: ['Ethernet'] };
  const record = {
    id,
    name: 'a million messages.pcap',
    size: messages * 700,
    uploaded: new Date().toISOString(),
    state: 'ready',
    attempts: 1,
    facts: { ...facts, started: at(0), ended: at(messages) },
    counts: { ...counts, publications: 0, conversations: 0, streams: 0 },
  };
  await writeFile(path.join(place, 'capture.json'), JSON.stringify(record));
  return id;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
const share = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

/** The first answer, and the median of some more. */
async function timeAnswers(url: string): Promise<void> {
  const questions = {
    'first page': 'messages?limit=200',
    'in the middle': `messages?limit=200&offset=${messages >> 1}`,
    'at the end': `messages?limit=200&offset=${messages - 200}`,
    'by source': 'messages?limit=200&sort=srcIp',
    'by time, downwards': 'messages?limit=200&sort=-time',
    'by Call-ID': 'messages?limit=200&sort=callId',
    'by Call-ID, in the middle': `messages?limit=200&sort=callId&offset=${messages >> 1}`,
    'status:503': 'messages?limit=200&filter=status:503',
    'any text': 'messages?limit=200&filter=9979',
    timeline: 'messages/timeline?buckets=300',
    'timeline of status:503': 'messages/timeline?buckets=300&filter=status:503',
  };
  tell('\nanswers of the server, ms: first, median of 5 more');
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      const start = performance.now();
      const answer = await fetch(`${url}/${question}`);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${question}: ${answer.status}`);
      times.push(performance.now() - start);
    }
    tell(
      `  ${name.padEnd(28)} ${(times[0] ?? 0).toFixed(0).padStart(6)} ${median(times.slice(1)).toFixed(0).padStart(6)}`,
    );
  }
}

/** Times between frames in milliseconds, while the table moves by so many pixels each frame. */
async function scroll(page: Page, pixels: number): Promise<readonly number[]> {
  return page.evaluate(
    async ([perFrame, length]) => {
      const find = (root: ParentNode, name: string): Element | null | undefined => root.querySelector(name);
      const list = find(document, 'sip-app')?.shadowRoot?.querySelector('sip-list-page');
      const scroller = list?.shadowRoot?.querySelector('sip-grid')?.shadowRoot?.querySelector('.grid');
      if (scroller === null || scroller === undefined) throw new Error('no table');
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const frames: number[] = [];
      const start = await frame();
      for (let before = start; before - start < length * 1000;) {
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

/** Processor time of the page's main thread so far, in ms: what others on the machine do does not change it. */
async function taskTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

async function timeScrolling(page: Page, session: CDPSession): Promise<void> {
  tell('\nscrolling: frames a second; ms between frames: median, 95 %; processor time of the main thread, ms a frame');
  for (const [name, pixels] of Object.entries(scrolls)) {
    const before = await taskTime(session);
    const frames = await scroll(page, pixels);
    const busy = ((await taskTime(session)) - before) / frames.length;
    const rate = (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
    const told = [rate, median(frames), share(frames, 0.95), busy].map((value) => value.toFixed(1).padStart(7));
    tell(`  ${name.padEnd(10)} ${told.join(' ')}`);
  }
}

/** From the key to the frame after it is drawn. */
async function timeKeys(page: Page): Promise<void> {
  await page.locator('sip-grid').first().focus();
  tell('\nkeys, ms until drawn');
  for (const key of ['j', 'PageDown', 'End', 'Home', 'Space']) {
    const times: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      await page.evaluate(() => {
        const drawn = new Promise<number>((resolve) => {
          const listen = (): void => {
            const pressed = performance.now();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
          };
          window.addEventListener('keydown', listen, { once: true, capture: true });
        });
        Object.assign(window, { drawn });
      });
      await page.keyboard.press(key);
      times.push(await page.evaluate(() => (window as unknown as { drawn: Promise<number> }).drawn));
    }
    tell(`  ${key.padEnd(10)} ${median(times).toFixed(1).padStart(7)}`);
  }
}

async function measurePage(browser: Browser, url: string, id: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript(() => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.sum += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const start = performance.now();
  await page.goto(`${url}/captures/${id}/messages`);
  await page.getByRole('row').nth(20).waitFor();
  tell(`\nfirst rows after ${(performance.now() - start).toFixed(0)} ms`);
  await page.waitForTimeout(1000);
  const shifts = await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
  tell(`layout shift while they came: ${shifts.toFixed(4)}`);
  await timeScrolling(page, session);
  await timeKeys(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  tell(`\nmemory after that: ${(usedSize / 2 ** 20).toFixed(1)} MB of script, ${nodes} nodes`);
}

const folder = await mkdtemp(path.join(tmpdir(), 'sipscope-tables-'));
const pageDir = values.page ?? path.join(folder, 'page');
try {
  if (values.page === undefined)
    await build({ root: path.join(import.meta.dirname, '..'), logLevel: 'error', build: { outDir: pageDir } });
  const id = await writeCapture(folder);
  const app = await buildServer({ dataDir: folder, pageDir, uploadLimits: { freeBytes: 0 } });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  tell(`${messages.toLocaleString('en')} messages`);
  await timeAnswers(`${url}/api/captures/${id}`);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
  try {
    await measurePage(browser, url, id);
  } finally {
    await browser.close();
  }
  await app.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
