import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';
import { formatClock, formatDuration, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { statusTone } from '../parts/outcome.ts';
import type { Column } from '../table/column.ts';

type TextOptions<Row> = {
  readonly sort?: string;
  readonly narrow?: number;
  readonly mono?: boolean;
  readonly whole?: (row: Row) => string | undefined;
};

export function textColumn<Row>(
  id: string,
  title: string,
  least: number,
  share: number,
  read: (row: Row) => string | undefined,
  { sort, narrow, whole, mono: isMono = false }: TextOptions<Row>,
): Column<Row> {
  const wholeText = whole ?? read;
  return {
    id,
    title,
    least,
    share,
    ...(sort !== undefined && { sort }),
    ...(narrow !== undefined && { narrow }),
    draw: (row) => {
      const text = read(row);
      return text === undefined ? undefined : html`<bdi class=${isMono ? 'mono' : ''}>${label(text)}</bdi>`;
    },
    whole: (row) => {
      const text = wholeText(row);
      return text === undefined ? undefined : label(text, 1000);
    },
  };
}

export function timeColumn<Row>(id: string, title: string, zone: Zone, read: (row: Row) => string): Column<Row> {
  return {
    id,
    title,
    least: 108,
    narrow: 72,
    sort: id,
    draw: (row) => html`<span class="number">${formatClock(read(row), zone)}</span>`,
    drawNarrow: (row) => html`<span class="number">${formatClock(read(row), zone).slice(0, 8)}</span>`,
    whole: (row) => formatExactTime(read(row), zone),
  };
}

export function repeatsColumn<Row extends { readonly retransmissions: number }>(title: string): Column<Row> {
  return {
    id: 'retransmissions',
    title,
    least: 78,
    align: 'end',
    sort: 'retransmissions',
    draw: (row) => (row.retransmissions === 0 ? '–' : repeats(row.retransmissions)),
    whole: (row) => (row.retransmissions === 0 ? undefined : `${row.retransmissions} retransmissions`),
  };
}

export function durationColumn<Row>(
  id: string,
  title: string,
  sort: string | undefined,
  read: (row: Row) => number | undefined,
): Column<Row> {
  return {
    id,
    title,
    least: 78,
    align: 'end',
    ...(sort !== undefined && { sort }),
    draw: (row) => {
      const duration = read(row);
      return duration === undefined ? undefined : formatDuration(duration);
    },
    whole: (row) => {
      const duration = read(row);
      return duration === undefined ? undefined : `${duration} ms`;
    },
  };
}

export function countColumn<Row>(
  id: string,
  title: string,
  sort: string | undefined,
  read: (row: Row) => number | undefined,
): Column<Row> {
  return {
    id,
    title,
    least: Math.max(52, title.length * 8 + 28),
    align: 'end',
    ...(sort !== undefined && { sort }),
    draw: (row) => {
      const count = read(row);
      return count === undefined ? undefined : formatCount(count);
    },
  };
}

/** The deciding status and what it says; where there is none, why not. */
export function statusCell(status: number | undefined, reason?: string): TemplateResult | undefined {
  if (status === undefined && reason === undefined) return undefined;
  return html`${
    status === undefined ? nothing : html`<span class="number ${statusTone(status)}">${status}</span> `
  }${reason === undefined ? nothing : html`<bdi class="quiet">${label(reason, 60)}</bdi>`}`;
}

function repeats(count: number): TemplateResult {
  return html`<span class="mark warn">${icon('repeat')}${formatCount(count)}</span>`;
}

export function mono(text: string): TemplateResult {
  return html`<span class="mono">${label(text, 40)}</span>`;
}

export function endpoint(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
