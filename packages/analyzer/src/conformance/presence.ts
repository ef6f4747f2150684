import { headerTable, type SipMessage } from '@sipscope/parser';
import { presenceRows } from './presence-table.gen.ts';

/** In which messages a header field stands: methods by what the tables of the RFCs say of them, separated by blanks; `*` is any that is not named. */
export type PresenceRow = {
  readonly header: string;
  /** `request`, and status codes and ranges of them: `request 200-299 415`. */
  readonly when: string;
  /** `-`: not applicable, not to be sent. */
  readonly never?: string;
  /** `m`: mandatory. */
  readonly always?: string;
  /** `m*`: to be sent where nothing speaks against it. */
  readonly should?: string;
  /** All else: optional, conditional. */
  readonly may?: string;
};

/** What the tables say of one kind of message. */
export type Presence = {
  /** By row of the header table. */
  readonly isNever: readonly boolean[];
  /** Rows of the header table. */
  readonly always: readonly number[];
  readonly should: readonly number[];
};

/** Methods and codes are whatever somebody sends. */
const mostKinds = 1024;
const presences = new Map<string, Presence>();
const rowOfName = new Map<string, number>(headerTable.map(({ name }, row) => [name, row]));

/** `status`: 0 of a request. */
export function presenceOf(method: string, status: number): Presence {
  const key = `${status} ${method}`;
  const known = presences.get(key);
  if (known !== undefined) return known;
  const presence = readPresence(method, status);
  if (presences.size < mostKinds) presences.set(key, presence);
  return presence;
}

function readPresence(method: string, status: number): Presence {
  const isNever: boolean[] = headerTable.map(() => false);
  const always: number[] = [];
  const should: number[] = [];
  for (const [header, rows] of Map.groupBy(presenceRows, (row) => row.header)) {
    const number = rowOfName.get(header);
    if (number === undefined) continue;
    const said = rows.filter(({ when }) => covers(when, status)).flatMap((row) => saidOf(row, method) ?? []);
    if (said.includes('always')) always.push(number);
    else if (said.includes('should')) should.push(number);
    isNever[number] = said.length > 0 && said.every((one) => one === 'never');
  }
  return { isNever, always, should };
}

function covers(when: string, status: number): boolean {
  return when.split(' ').some((one) => {
    if (one === 'request') return status === 0;
    const [from = 0, to = from] = one.split('-', 2).map(Number);
    return status >= from && status <= to;
  });
}

const kinds = ['never', 'always', 'should', 'may'] as const;

function saidOf(row: PresenceRow, method: string): (typeof kinds)[number] | undefined {
  const named = (name: string) => kinds.find((kind) => row[kind]?.split(' ').includes(name) === true);
  return named(method) ?? named('*');
}

/** By row of the header table: which call of `markPresent` found it last. */
const marks = new Uint32Array(headerTable.length);
let mark = 0;

/** Marks which header fields the message has, for `isPresent` until the next message is marked. */
export function markPresent({ framing: { fields, fieldCount } }: SipMessage): void {
  mark = (mark + 1) >>> 0;
  for (let index = 0, at = 5; index < fieldCount; index++, at += 6) {
    const row = fields[at]!;
    if (row >= 0) marks[row] = mark;
  }
}

export function isPresent(row: number): boolean {
  return marks[row] === mark;
}
