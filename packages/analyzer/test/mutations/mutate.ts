import type { Packet } from '../flow/network.ts';
import type { Change, Mutation, Selector } from './read-mutations.ts';

/** The packets of a right flow, with one thing wrong. */
export function mutate(packets: readonly Packet[], { edits, longer }: Mutation): readonly Packet[] {
  let all = packets;
  for (const { selector, change } of edits) {
    const chosen = choose(all, selector);
    if (chosen.length === 0) throw new Error(`The flow has no ${selector.status} ${selector.method}.${selector.index}`);
    all = all.flatMap((packet) => (chosen.includes(packet) ? changed(packet, change) : [packet]));
  }
  const inOrder = all.toSorted((a, b) => a.seconds - b.seconds);
  const last = inOrder.at(-1);
  if (longer === 0 || last === undefined) return inOrder;
  // Of another pair of ports: it only says that the capture went on.
  return [...inOrder, { ...last, seconds: last.seconds + longer, text: 'a packet', ports: [9, 9], transport: 'UDP' }];
}

function choose(packets: readonly Packet[], { status, method, index }: Selector): readonly Packet[] {
  const found = packets.filter(({ text }) => typeof text === 'string' && isOf(text, status, method));
  return index === 0 ? found : found.slice(index - 1, index);
}

function isOf(text: string, status: number, method: string): boolean {
  if (status === -1) return new RegExp(`^CSeq:\\s*\\d+ ${method}\\r?$`, 'im').test(text);
  if (status === 0) return text.startsWith(`${method} `);
  return text.startsWith(`SIP/2.0 ${status} `) && new RegExp(`^CSeq:\\s*\\d+ ${method}\\r?$`, 'im').test(text);
}

function changed(packet: Packet, change: Change): readonly Packet[] {
  switch (change.kind) {
    case 'drop':
      return [];
    case 'again':
      return [
        packet,
        ...change.after.map((seconds) => ({
          ...packet,
          seconds: packet.seconds + seconds,
          id: packet.id + 5000 + Math.round(seconds * 10),
        })),
      ];
    case 'later':
      return [{ ...packet, seconds: packet.seconds + change.seconds }];
    case 'clone': {
      const copy = { ...packet, seconds: packet.seconds + change.seconds, id: packet.id + 6000 };
      return [packet, edited(copy, change)];
    }
    default:
      return [edited(packet, change)];
  }
}

type TextChange = Exclude<Change, { kind: 'drop' | 'again' | 'later' }>;

function edited(packet: Packet, change: TextChange): Packet {
  if (typeof packet.text !== 'string') throw new TypeError('This packet is no text.');
  const text = editedText(packet.text, change);
  if (text === packet.text) throw new Error(`The edit changes nothing: ${JSON.stringify(change)}`);
  return { ...packet, text };
}

function editedText(text: string, change: TextChange): string {
  const end = text.indexOf('\r\n\r\n') + 2;
  const [head, body] = [text.slice(0, end), text.slice(end + 2)];
  switch (change.kind) {
    case 'remove':
      return `${without(head, change.name)}\r\n${body}`;
    case 'add':
      return `${head}${change.name}: ${change.value}\r\n\r\n${body}`;
    case 'body':
      return withBody(bodyHead(head, change.type), change.text);
    case 'set':
      return `${put(head, change.name, change.value)}\r\n${body}`;
    default:
      if (change.from.test(head)) return `${head.replace(change.from, change.to)}\r\n${body}`;
      return withBody(head, body.replace(change.from, change.to));
  }
}

function bodyHead(head: string, type: string): string {
  return type === 'none' ? without(head, 'Content-Type') : put(head, 'Content-Type', type);
}

function withBody(head: string, body: string): string {
  const length = Buffer.byteLength(body);
  return `${head.replace(/^(Content-Length|l):.*\r\n/im, `Content-Length: ${length}\r\n`)}\r\n${body}`;
}

function linesNamed(name: string): RegExp {
  return new RegExp(`^${name}[ \\t]*:.*\\r\\n(?:[ \\t].*\\r\\n)*`, 'gim');
}

function without(head: string, name: string): string {
  return head.replace(linesNamed(name), '');
}

/** Where the first of them stands; else at the end. */
function put(head: string, name: string, value: string): string {
  const line = `${name}: ${value}\r\n`;
  const at = head.search(new RegExp(`^${name}[ \\t]*:`, 'im'));
  if (at < 0) return head + line;
  return without(head.slice(0, at), name) + line + without(head.slice(at), name);
}
