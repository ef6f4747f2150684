import {
  imsLines,
  padToWidth,
  displayWidth,
  lacksKeys,
  visibleText,
  type Distribution,
  type PeakRow,
  type Summary,
} from '@sipscope/analyzer';
import type { Palette } from '../terminal/palette.ts';
import { descriptionLines } from './description-lines.ts';

/** Entries shown of a list that can be long. */
const shownEntries = 10;

type Line = readonly [title: string, ...cells: string[]];

/** The summary of a capture for people, in paragraphs; what was not measured is left out. */
export function summaryText(summary: Summary, file: string, palette: Palette): string {
  const paragraphs = [
    paragraph(visibleText(file), captureLines(summary), palette, 'start'),
    paragraph('Found', countLines(summary), palette),
    paragraph('Calls', tallyLines(summary.outcomes), palette),
    paragraph('Methods', tallyLines(summary.methods), palette),
    paragraph('Responses', tallyLines(summary.statuses), palette),
    paragraph('Performance (RFC 6076)', kpiLines(summary.kpis), palette),
    paragraph('Busiest second', peakLines(summary), palette),
    paragraph('Media', mediaLines(summary), palette),
    paragraph('Looks like an attack or fraud', suspicionLines(summary), palette, 'start'),
    paragraph('Digests of registrations', digestLines(summary), palette),
    paragraph('Top talkers', talkerLines(summary), palette),
    paragraph('User agents', userAgentLines(summary), palette),
    paragraph('Participants', participantLines(summary), palette, 'start'),
    paragraph('IMS, as the first registrations tell it', imsParagraph(summary), palette),
    paragraph('Other protocols', protocolLines(summary), palette),
    paragraph('Packets passed over', skippedLines(summary), palette),
    paragraph('What is wrong with the capture and its text', diagnosticLines(summary), palette),
  ];
  return paragraphs.filter((text) => text !== '').join('\n');
}

/** A title and aligned lines; the cells after the first are figures, unless told otherwise. */
function paragraph(title: string, lines: readonly Line[], palette: Palette, align: 'start' | 'end' = 'end'): string {
  if (lines.length === 0) return '';
  const columns = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    lines.reduce((width, line) => Math.max(width, displayWidth(line[column] ?? '')), 0),
  );
  const rows = lines.map((line) => {
    // There is a width for every cell.
    const cells = line.map((cell, column) => padToWidth(cell, widths[column]!, column === 0 ? 'start' : align));
    return `  ${cells.join('  ')}`.trimEnd();
  });
  return `${palette(title, 'strong')}\n${rows.join('\n')}\n`;
}

function captureLines({ capture }: Summary): readonly Line[] {
  const lines: Line[] = [
    ['format', capture.format],
    ['bytes', figure(capture.bytes)],
    ['packets', figure(capture.packets)],
    ['link types', capture.linkTypes.join(', ')],
  ];
  if (capture.started !== undefined) lines.push(['first packet', capture.started]);
  if (capture.ended !== undefined) lines.push(['last packet', capture.ended]);
  for (const { name, packets, started, ended } of capture.files ?? []) {
    const times = started === undefined ? '' : `, ${started} to ${ended ?? started}`;
    lines.push(['file', `${visibleText(name)}: ${figure(packets)} packets${times}`]);
  }
  lines.push(...descriptionLines(capture));
  if (capture.tls !== undefined) lines.push(['TLS', tlsText(capture.tls, lacksKeys(capture))]);
  if (capture.damaged) lines.push(['damaged', 'what could be read was read']);
  return lines;
}

function digestLines({ digests }: Summary): readonly Line[] {
  if (digests === undefined) return [];
  const { right, wrong, unchecked } = digests;
  return [
    ['with the right password', figure(right)],
    ['with another one', figure(wrong)],
    ['of users without a known one', figure(unchecked)],
  ];
}

function countLines({ counts, transports }: Summary): readonly Line[] {
  if (counts.messages === 0 && counts.duplicates === 0) return [['no SIP message']];
  const carried = Object.entries(transports).map(([transport, count]): Line => [`over ${transport}`, figure(count)]);
  const counted = Object.entries(counts).map(([what, count]): Line => [what, figure(count)]);
  return [...counted, ...carried];
}

/** Most frequent first. */
function tallyLines(tally: Readonly<Record<string, number | undefined>>): readonly Line[] {
  const entries = Object.entries(tally).map(([what, count]) => [what, count ?? 0] as const);
  const sorted = entries.sort(([, a], [, b]) => b - a);
  const lines = sorted.slice(0, shownEntries).map(([what, count]): Line => [visibleText(what), figure(count)]);
  return withRest(lines, sorted.length);
}

function kpiLines(kpis: Summary['kpis']): readonly Line[] {
  const lines: Line[] = [];
  const times: readonly (readonly [string, Distribution | undefined, string])[] = [
    ['registration request delay', kpis.rrdMs, 'ms'],
    ['session request delay', kpis.srdMs, 'ms'],
    ['session request delay, failed', kpis.failedSrdMs, 'ms'],
    ['session disconnect delay', kpis.sddMs, 'ms'],
    ['session duration', kpis.sdtSeconds, 's'],
  ];
  for (const [title, distribution, unit] of times) {
    if (distribution === undefined) continue;
    const { count, median, p95, max } = distribution;
    lines.push([
      title,
      `median ${decimal(median)} ${unit}`,
      `95 % ${decimal(p95)} ${unit}`,
      `most ${decimal(max)} ${unit}`,
      `of ${figure(count)}`,
    ]);
  }
  const ratios: readonly (readonly [string, number | undefined])[] = [
    ['ineffective registration attempts', kpis.ira],
    ['session establishment ratio', kpis.ser],
    ['session establishment effectiveness ratio', kpis.seer],
    ['ineffective session attempts', kpis.isa],
    ['session completion ratio', kpis.scr],
  ];
  for (const [title, percent] of ratios) if (percent !== undefined) lines.push([title, `${decimal(percent)} %`]);
  return lines;
}

function peakLines({ peaks }: Summary): readonly Line[] {
  const told: readonly (readonly [string, PeakRow | undefined])[] = [
    ['calls that were up', peaks.concurrentCalls],
    ['calls begun', peaks.callsPerSecond],
    ['REGISTERs', peaks.registersPerSecond],
  ];
  return told.flatMap(([title, peak]) =>
    peak === undefined ? [] : [[title, figure(peak.count), `at ${peak.at}`] as const],
  );
}

function mediaLines({ media, counts }: Summary): readonly Line[] {
  if (media === undefined) return [];
  const { protocols, codecs, packets, minutes, lost, lostPercent, mosMean, mosMin, problems } = media;
  const codecLines = Object.entries(codecs).map(([codec, streams]): Line => [
    visibleText(codec),
    countedCell(streams, 'stream'),
  ]);
  return [
    ['streams', figure(counts.streams)],
    ...Object.entries(protocols).map(([protocol, streams]): Line => [`over ${protocol}`, figure(streams)]),
    ['packets', figure(packets)],
    ['minutes', decimal(minutes)],
    ...(lost === undefined ? [] : [['lost', figure(lost), `${decimal(lostPercent ?? 0)} %`] as const]),
    ...(mosMean === undefined
      ? []
      : [['MOS', `mean ${decimal(mosMean)}`, `lowest ${decimal(mosMin ?? mosMean)}`] as const]),
    ...withRest(codecLines.slice(0, shownEntries), codecLines.length),
    ...Object.entries(problems).map(([code, streams]): Line => [code, countedCell(streams, 'stream')]),
  ];
}

function suspicionLines({ suspicions }: Summary): readonly Line[] {
  const lines = suspicions.slice(0, shownEntries).map(({ kind, address, detail, frames: [first] }): Line => {
    return [kind, address, `${visibleText(detail)}${first === undefined ? '' : ` First in packet ${first}.`}`];
  });
  return withRest(lines, suspicions.length);
}

function talkerLines({ topTalkers }: Summary): readonly Line[] {
  const lines = topTalkers.slice(0, shownEntries).map(({ address, messages, bytes }): Line => {
    return [address, `${figure(messages)} messages`, `${figure(bytes)} bytes`];
  });
  return withRest(lines, topTalkers.length);
}

function tlsText(tls: NonNullable<Summary['capture']['tls']>, wantsKeys: boolean): string {
  const { connections, decrypted, serverNames } = tls;
  const hint = wantsKeys ? ': --keylog FILE gives their keys' : '';
  const named = serverNames.slice(0, shownEntries).map((name) => visibleText(name));
  const to = named.length === 0 ? '' : ` (${named.join(', ')}${serverNames.length > named.length ? ' …' : ''})`;
  return `${counted(connections, 'connection')}${to}, ${figure(decrypted)} decrypted${hint}`;
}

function protocolLines({ capture: { protocols = [] } }: Summary): readonly Line[] {
  const lines = protocols.slice(0, shownEntries).map(({ protocol, packets, connections }): Line => {
    const of = connections === undefined ? [] : [countedCell(connections, 'connection')];
    return [protocol, countedCell(packets, 'packet'), ...of];
  });
  return withRest(lines, protocols.length);
}

function skippedLines({ capture: { skipped = [] } }: Summary): readonly Line[] {
  const lines = skipped.slice(0, shownEntries).map(({ what, packets }): Line => [what, countedCell(packets, 'packet')]);
  return withRest(lines, skipped.length);
}

function userAgentLines({ userAgents }: Summary): readonly Line[] {
  const lines = userAgents.slice(0, shownEntries).map(({ userAgent, messages }): Line => {
    return [visibleText(userAgent), `${figure(messages)} messages`];
  });
  return withRest(lines, userAgents.length);
}

function imsParagraph({ ims }: Summary): readonly Line[] {
  if (ims === undefined) return [];
  // The first is a title, and all are indented below it.
  const lines = imsLines(ims)
    .slice(1)
    .map((line): Line => [visibleText(line.trim())]);
  return withRest(lines.slice(0, shownEntries), lines.length);
}

/** Those that sent most: what they are called and are, and at which addresses. */
function participantLines({ participants, moreParticipants = 0 }: Summary): readonly Line[] {
  const lines = participants.slice(0, shownEntries).map(({ name, endpoints, roles = [], moreEndpoints = 0 }): Line => {
    const shown = endpoints.slice(0, 3);
    const rest = endpoints.length - shown.length + moreEndpoints;
    const places = `${shown.join(', ')}${rest === 0 ? '' : ` and ${figure(rest)} more`}`;
    return [places, visibleText(name ?? ''), roles.map(({ role }) => role).join(', ')];
  });
  return withRest(lines, participants.length + moreParticipants);
}

/** What is wrong, by class; below a class of the text its codes. */
function diagnosticLines({ diagnostics }: Summary): readonly Line[] {
  const lines = diagnostics.slice(0, shownEntries).flatMap(({ code, count, codes = {}, samples }): Line[] => {
    const [first] = samples;
    const where = first?.frame === undefined ? '' : `, first in packet ${first.frame}`;
    const below = Object.entries(codes).map(([name, times]): Line => [`  ${name}`, figure(times)]);
    const shown = below.slice(0, shownEntries);
    if (below.length > shown.length) shown.push([`  and ${figure(below.length - shown.length)} more`]);
    return [[`${code}${where}`, figure(count)], ...shown];
  });
  return diagnostics.length > shownEntries
    ? [...lines, [`and ${figure(diagnostics.length - shownEntries)} more`]]
    : lines;
}

function withRest(lines: readonly Line[], all: number): readonly Line[] {
  return all > lines.length ? [...lines, [`and ${figure(all - lines.length)} more`]] : lines;
}

function counted(count: number, what: string): string {
  return `${figure(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** For a column: its figures stand below each other. */
function countedCell(count: number, what: string): string {
  return `${counted(count, what)}${count === 1 ? ' ' : ''}`;
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

function decimal(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 1 });
}
