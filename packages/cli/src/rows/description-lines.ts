import { visibleText, type CaptureFacts } from '@sipscope/analyzer';

/** Interfaces, comments and names that are shown; a summary for machines has them all. */
const shownOfEach = 5;

type Line = readonly [title: string, text: string];
type Interface = NonNullable<CaptureFacts['interfaces']>[number];

/** What a capture says of itself, for people. Its texts are shown so that they cannot steer a terminal. */
export function descriptionLines(facts: CaptureFacts): readonly Line[] {
  const { sections = [], interfaces = [], comments = [], names = [] } = facts;
  const lines: Line[] = [
    ...some(sections, ({ application, os, hardware }) => [
      'written by',
      visibleText([application, os, hardware].filter((part) => part !== undefined).join(', ')),
    ]),
    ...some(interfaces, (each, index) => ['interface', interfaceText(each, index)]),
    ...some(comments, ({ text, frame, interface: index }) => [commentTitle(frame, index), visibleText(text)]),
    ...some(names, ({ address, names: all }) => [address, visibleText(all.join(', '))]),
  ];
  if (facts.drops !== undefined) lines.push(['lost', `${count(facts.drops, 'packet')} before they could be written`]);
  if (facts.sliced !== undefined) lines.push(['cut short', `${count(facts.sliced, 'packet')} by the snap length`]);
  if (facts.clockSteps !== undefined) lines.push(['clock steps', figure(facts.clockSteps)]);
  return lines;
}

function some<T>(all: readonly T[], line: (one: T, index: number) => Line): readonly Line[] {
  const lines = all.slice(0, shownOfEach).map(line);
  return all.length > shownOfEach ? [...lines, ['', `and ${figure(all.length - shownOfEach)} more`]] : lines;
}

/** `eth0 (LAN), Ethernet, 1 µs, up to 96 bytes a packet, filter udp, 12 packets, 3 lost`. */
function interfaceText(each: Interface, index: number): string {
  const name = each.name ?? String(index);
  const parts = [
    each.description === undefined ? name : `${name} (${each.description})`,
    each.linkType,
    tickText(each.tickSeconds),
    each.snapLength === undefined ? undefined : `up to ${figure(each.snapLength)} bytes a packet`,
    each.filter === undefined ? undefined : `filter ${each.filter}`,
    count(each.packets, 'packet'),
    each.drops === undefined ? undefined : `${figure(each.drops)} lost`,
  ];
  return visibleText(parts.filter((part) => part !== undefined).join(', '));
}

const units = [
  ['s', 1],
  ['ms', 1e-3],
  ['µs', 1e-6],
  ['ns', 1e-9],
] as const;

/** `1 µs`; of a tick that no unit fits, `2^-10 s`. */
function tickText(seconds: number): string {
  for (const [unit, length] of units) if (seconds === length) return `1 ${unit}`;
  const exponent = Math.log2(seconds);
  return Number.isInteger(exponent) ? `2^${exponent} s` : `${seconds} s`;
}

function commentTitle(frame: number | undefined, index: number | undefined): string {
  if (frame !== undefined) return `comment, packet ${frame}`;
  return index === undefined ? 'comment' : `comment, interface ${index}`;
}

function count(number: number, what: string): string {
  return `${figure(number)} ${what}${number === 1 ? '' : 's'}`;
}

function figure(number: number): string {
  return number.toLocaleString('en');
}
