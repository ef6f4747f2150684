import type { Transport } from '../../src/expect/script/script.ts';

/**
 * Mutations of right flows, a line each: `RULE FLOW | SELECTOR: EDIT | …`. FLOW is the beginning of a name in `fixtures/flows`, or `FLOW+60`, where the capture then goes on for 60 s.
 * A selector is a method, a status and a method, either with `.2` for the second of them, or `*` for all: `INVITE`, `200 INVITE.2`, `* INVITE`.
 * `RTP` are packets of media. `@alice`: of those that alice sends; `.5-9` several of them, `.5-9%2` each second of these: `RTP@alice.100-200`.
 * `FLOW: s/from/to/` changes the script of the flow, before anything is sent: `FLOW: s/PCMA for 12/PCMA for 12 skew 850/`.
 */
export type Mutation = {
  readonly rule: string;
  readonly flow: string;
  /** Seconds that the capture goes on beyond its last message. */
  readonly longer: number;
  /** Of its script. */
  readonly scriptEdits: readonly Replace[];
  readonly edits: readonly Edit[];
  readonly line: number;
};

type Edit = { readonly selector: Selector; readonly change: Change };

export type Selector = {
  /** 0 of requests; -1 of all messages of the method. */
  readonly status: number;
  readonly method: string;
  /** The name of an element. */
  readonly sender: string | undefined;
  /** From 1; 0 of all. */
  readonly index: number;
  /** The last one. */
  readonly end: number;
  readonly every: number;
};

export type Replace = { readonly kind: 'replace'; readonly from: RegExp; readonly to: string };

export type Change =
  /** `drop`: it was never sent. */
  | { readonly kind: 'drop' }
  /** `- Name`: without the field. */
  | { readonly kind: 'remove'; readonly name: string }
  /** `Name: value`: in the place of all fields of the name; `+ Name: value`: besides. */
  | { readonly kind: 'set' | 'add'; readonly name: string; readonly value: string }
  /** `s/from/to/`: of the first match in the head, and where there is none in it, in the body, whose length is then put right. */
  | Replace
  /** `body application/sdp v=0\r\n…`: that body, in the place of its own; `body none`: without it. */
  | { readonly kind: 'body'; readonly type: string; readonly text: string }
  /** `again 0.5 1.5`: sent again so much later. */
  | { readonly kind: 'again'; readonly after: readonly number[] }
  /** `turn`: it goes the other way. */
  | { readonly kind: 'turn' }
  /** `over TCP`, `over WS` */
  | { readonly kind: 'over'; readonly transport: Transport }
  /** `fragments 3`: of IP. */
  | { readonly kind: 'fragments'; readonly count: number }
  /** `ports 5062 5060`: from and to. */
  | { readonly kind: 'ports'; readonly ports: readonly [from: number, to: number] }
  /** `unreachable 0.01`: so much later ICMP says that nobody takes it. */
  | { readonly kind: 'unreachable'; readonly seconds: number }
  /** `from 192.0.2.9`, `to 192.0.2.9`: the other address in its packet. */
  | { readonly kind: 'from' | 'to'; readonly address: string }
  /** `cut 32`: only so many bytes of it. */
  | { readonly kind: 'cut'; readonly length: number }
  /** `flood 100 0.02 N0N`: so many copies, that far apart; in each its number stands for N0N. */
  | { readonly kind: 'flood'; readonly count: number; readonly seconds: number; readonly word: string }
  /** `octet 1 ff`: that byte, from 0 on. */
  | { readonly kind: 'octet'; readonly at: number; readonly value: number }
  /** `latin1`: what is not ASCII is a byte of Latin-1. */
  | { readonly kind: 'latin1' }
  /** `later 2`: so much later than it was. */
  | { readonly kind: 'later'; readonly seconds: number }
  /** `clone 0.1 s/from/to/`: a copy of it that differs is sent so much later. */
  | { readonly kind: 'clone'; readonly seconds: number; readonly from: RegExp; readonly to: string };

export function readMutations(text: string): readonly Mutation[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' || line.startsWith('#') ? [] : [readMutation(line, index + 1)]));
}

function readMutation(text: string, line: number): Mutation {
  const [head = '', ...parts] = text.split(/\s+\|\s+/);
  const [rule = '', place = ''] = head.trim().split(/\s+/);
  const [flow = '', longer = '0'] = place.split('+');
  const all = parts.map((part) => readEdit(part, line));
  const [ofScript, edits] = [all.filter(isOfScript), all.filter((edit) => !isOfScript(edit))];
  const scriptEdits = ofScript.flatMap(({ change }) => (change.kind === 'replace' ? [change] : []));
  return { rule, flow, longer: Number(longer), scriptEdits, edits, line };
}

function isOfScript({ selector }: Edit): boolean {
  return selector.method === 'FLOW';
}

function readEdit(text: string, line: number): Edit {
  const found = /^(?:(\*|\d{3}) )?([A-Z]+)(?:@([a-z0-9-]+))?(?:\.(\d+)(?:-(\d+))?(?:%(\d+))?)?: (.+)$/.exec(
    text.trim(),
  );
  if (found === null) throw new Error(`line ${line}: "${text}" is no SELECTOR: EDIT`);
  const [, status, method = '', sender, given, last, every = '1', change = ''] = found;
  const isAll = status === '*';
  const index = isAll ? 0 : Number(given ?? 1);
  const place = { index, end: Number(last ?? index), every: Number(every) };
  const selector = { status: isAll ? -1 : Number(status ?? 0), method, sender, ...place };
  return { selector, change: readChange(change, line) };
}

function readChange(text: string, line: number): Change {
  if (text === 'drop') return { kind: 'drop' };
  const replace = /^(?:(clone) ([\d.]+) )?s\/((?:\\.|[^/\\])*)\/((?:\\.|[^/\\])*)\/$/.exec(text);
  if (replace !== null) {
    const [, clone, seconds, pattern = '', replacement = ''] = replace;
    const [from, to] = [new RegExp(pattern, 'm'), unescaped(replacement)];
    return clone === undefined ? { kind: 'replace', from, to } : { kind: 'clone', seconds: Number(seconds), from, to };
  }
  const [word = '', ...rest] = text.split(' ');
  if (word === 'body') return { kind: 'body', type: rest[0] ?? '', text: unescaped(rest.slice(1).join(' ')) };
  if (word === 'again') return { kind: 'again', after: rest.map(Number) };
  if (word === 'turn' || word === 'latin1') return { kind: word };
  if (word === 'over') return { kind: 'over', transport: rest[0] === 'WS' ? 'WS' : 'TCP' };
  if (word === 'fragments') return { kind: 'fragments', count: Number(rest[0]) };
  if (word === 'ports') return { kind: 'ports', ports: [Number(rest[0]), Number(rest[1])] };
  if (word === 'unreachable') return { kind: 'unreachable', seconds: Number(rest[0]) };
  if (word === 'from' || word === 'to') return { kind: word, address: rest[0] ?? '' };
  if (word === 'cut') return { kind: 'cut', length: Number(rest[0]) };
  if (word === 'flood') return { kind: 'flood', count: Number(rest[0]), seconds: Number(rest[1]), word: rest[2] ?? '' };
  if (word === 'octet') return { kind: 'octet', at: Number(rest[0]), value: Number.parseInt(rest[1] ?? '', 16) };
  if (word === 'later') return { kind: 'later', seconds: Number(rest[0]) };
  if (word === '-') return { kind: 'remove', name: rest.join(' ') };
  const field = /^(\+ )?([A-Za-z-]+): ?(.*)$/.exec(text);
  if (field === null) throw new Error(`line ${line}: "${text}" is no edit`);
  return { kind: field[1] === undefined ? 'set' : 'add', name: field[2] ?? '', value: field[3] ?? '' };
}

/** `\\r`, `\\n`, `\\x07` and `\\/`. */
function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { r: '\r', n: '\n', '/': '/' };
  return text.replace(/\\(?:x([0-9a-f]{2})|([rn/]))/g, (_, hex: string | undefined, name: string) =>
    hex === undefined ? (named[name] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
