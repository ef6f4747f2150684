import { afterEach, expect, test, vi } from 'vitest';
import type { ChartData } from './chart-series.ts';
import { SipChart } from './sip-chart.ts';

const times = Array.from({ length: 60 }, (_, at) => 1_763_790_000 + at);
const data: ChartData = {
  times,
  series: [
    { name: 'all', values: times.map((_, at) => at), kind: 'bars', tone: 'mark' },
    { name: 'failed', values: times.map((_, at) => (at === 30 ? 7 : undefined)), kind: 'line', tone: 'bad' },
  ],
};

async function drawChart(given: ChartData = data): Promise<SipChart> {
  const chart = new SipChart();
  chart.label = 'Calls';
  chart.data = given;
  chart.style.display = 'block';
  chart.style.width = '600px';
  document.body.append(chart);
  await vi.waitFor(() => expect(plot(chart)).not.toBeNull());
  return chart;
}

function plot(chart: SipChart): HTMLElement | null {
  return chart.renderRoot.querySelector<HTMLElement>('.u-over');
}

afterEach(() => document.body.replaceChildren());

test('<sip-chart> is told in a sentence to those who do not see it', async () => {
  const chart = await drawChart();

  const told = chart.renderRoot.querySelector('[role="img"]')?.getAttribute('aria-label');

  expect(told).toMatch(/^Calls\. all: at most 59, at .*\. failed: at most 7, at .*\.$/);
});

test('<sip-chart> tells the part of the time that was dragged over', async () => {
  const chart = await drawChart();
  const chosen: { from: number; until: number }[] = [];
  chart.addEventListener('time-chosen', (event) => chosen.push((event as CustomEvent).detail));
  const over = plot(chart)!;
  const { left, top, width } = over.getBoundingClientRect();
  const at = (share: number): MouseEventInit => ({
    clientX: left + share * width,
    clientY: top + 20,
    button: 0,
    movementX: 1,
    bubbles: true,
  });

  over.dispatchEvent(new MouseEvent('mousemove', at(0.25)));
  over.dispatchEvent(new MouseEvent('mousedown', at(0.25)));
  document.dispatchEvent(new MouseEvent('mousemove', at(0.5)));
  over.dispatchEvent(new MouseEvent('mousemove', at(0.5)));
  document.dispatchEvent(new MouseEvent('mouseup', at(0.5)));
  await vi.waitFor(() => expect(chosen).toHaveLength(1));

  const [{ from, until } = { from: 0, until: 0 }] = chosen;
  expect(from).toBeGreaterThanOrEqual((times[0] ?? 0) * 1000);
  expect(until - from).toBeGreaterThan(10_000);
  expect(until - from).toBeLessThan(20_000);
});

test('<sip-chart> takes the room it has', async () => {
  const chart = await drawChart();

  chart.style.width = '320px';

  await vi.waitFor(() =>
    expect(chart.renderRoot.querySelector('.uplot')?.getBoundingClientRect().width).toBeLessThanOrEqual(320),
  );
});

test('<sip-chart> shows other values without being made anew', async () => {
  const chart = await drawChart();
  const before = plot(chart);

  chart.data = { ...data, series: data.series.map((one) => ({ ...one, values: times.map(() => 1) })) };
  await chart.updateComplete;

  expect(plot(chart)).toBe(before);
  expect(chart.renderRoot.querySelector('[role="img"]')?.getAttribute('aria-label')).toContain('failed: at most 1');
});
