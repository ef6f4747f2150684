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

function choose(
  packets: readonly Packet[],
  { status, method, sender, index, end, every }: Selector,
): readonly Packet[] {
  const found = packets.filter(
    ({ text, from }) =>
      (sender === undefined || from.name === sender) &&
      (typeof text === 'string' ? isOf(text, status, method) : method === 'RTP' && isRtp(text)),
  );
  return index === 0 ? found : found.slice(index - 1, end).filter((_, at) => at % every === 0);
}

/** Version 2, and none of the types of RTCP. */
function isRtp([first = 0, second = 0]: Uint8Array): boolean {
  return first >> 6 === 2 && (second < 192 || second > 223);
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
    case 'turn': {
      const { from, to, ports } = packet;
      return [{ ...packet, from: to, to: from, ...(ports === undefined ? {} : { ports: [ports[1], ports[0]] }) }];
    }
    case 'over':
      return [{ ...packet, transport: change.transport }];
    case 'fragments':
      return [{ ...packet, fragments: change.count }];
    case 'ports':
      return [{ ...packet, ports: change.ports }];
    case 'unreachable': {
      const { from, to, seconds, id } = packet;
      return [
        packet,
        { ...packet, from: to, to: from, seconds: seconds + change.seconds, id: id + 7000, refuses: packet },
      ];
    }
    case 'from':
    case 'to':
      return [{ ...packet, [change.kind]: { ...packet[change.kind], address: change.address } }];
    case 'cut':
      return [{ ...packet, text: Uint8Array.from(Buffer.from(packet.text)).subarray(0, change.length) }];
    case 'flood':
      return Array.from({ length: change.count }, (_, index) => ({
        ...packet,
        seconds: packet.seconds + index * change.seconds,
        id: packet.id + 8000 + index,
        text: textOf(packet).replaceAll(change.word, String(index)),
      }));
    case 'octet':
      return [{ ...packet, text: withOctet(packet.text, change.at, change.value) }];
    case 'latin1':
      return [{ ...packet, text: Buffer.from(textOf(packet), 'latin1') }];
    case 'clone': {
      const copy = { ...packet, seconds: packet.seconds + change.seconds, id: packet.id + 6000 };
      return [packet, edited(copy, change)];
    }
    default:
      return [edited(packet, change)];
  }
}

type TextChange = Extract<Change, { kind: 'remove' | 'set' | 'add' | 'replace' | 'body' | 'clone' }>;

function withOctet(text: string | Uint8Array, at: number, value: number): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text));
  bytes[at] = value;
  return bytes;
}

function textOf({ text }: Packet): string {
  if (typeof text !== 'string') throw new TypeError('This packet is no text.');
  return text;
}

function edited(packet: Packet, change: TextChange): Packet {
  const before = textOf(packet);
  const text = editedText(before, change);
  if (text === before) throw new Error(`The edit changes nothing: ${JSON.stringify(change)}`);
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
