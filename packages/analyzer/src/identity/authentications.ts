import { isFirstCopy, type ReadMessage, receiverOf, senderOf } from '../message/read-message.ts';
import type { AuthenticationRow } from '../rows.ts';
import { Authentication, type Challenged, type CheckedCredentials } from './authentication.ts';
import type { Passwords } from './passwords.ts';

/** Further challenges of a call are not listed, those of further dialogs not followed. */
const maxRows = 100;
const maxClients = 1000;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

type Challenge = Writable<AuthenticationRow> & { readonly frames: number[] };

/** One side of a dialog, which is challenged and answers. */
type Client = {
  readonly checks: Authentication;
  readonly challenges: Challenge[];
  /** Which request answers which, by CSeq and method. */
  readonly answers: Map<Challenge, string>;
  readonly seen: Set<string>;
  requests: number;
};

/** Who was challenged by whom in a call, how it was answered, and what came of it. RFC 3261 §22. Of each request and response its first copy counts: that of the client, and that of who challenges. */
export function authentications(messages: readonly ReadMessage[], passwords?: Passwords): readonly AuthenticationRow[] {
  const table = new AuthenticationTable(passwords);
  for (const message of messages) if (isFirstCopy(message.row)) table.receive(message);
  return table.rows;
}

class AuthenticationTable {
  readonly #passwords: Passwords | undefined;
  readonly #clients = new Map<string, Client>();
  readonly #challenges: Challenge[] = [];

  constructor(passwords: Passwords | undefined) {
    this.#passwords = passwords;
  }

  get rows(): readonly AuthenticationRow[] {
    return this.#challenges;
  }

  receive(message: ReadMessage): void {
    const { row } = message;
    if (row.method === undefined || row.method === 'ACK' || row.method === 'CANCEL') return;
    const client = this.#clientOf(message);
    const key = `${row.cseq ?? -1} ${row.method} ${row.status ?? 'request'}`;
    if (client === undefined || client.seen.has(key)) return;
    client.seen.add(key);
    if (row.kind === 'request') this.#answer(client, message);
    else if (row.status === 401 || row.status === 407) this.#challenge(client, message);
    else if ((row.status ?? 0) >= 200) settle(client, message);
  }

  /** Who sends the request: the side of the dialog with its From tag. */
  #clientOf({ row }: ReadMessage): Client | undefined {
    const key = `${row.callId ?? ''} ${row.fromTag ?? ''}`;
    let client = this.#clients.get(key);
    if (client === undefined && this.#clients.size < maxClients) {
      client = {
        checks: new Authentication(this.#passwords),
        challenges: [],
        answers: new Map(),
        seen: new Set(),
        requests: 0,
      };
      this.#clients.set(key, client);
    }
    return client;
  }

  #challenge(client: Client, { row, parsed }: ReadMessage): void {
    const challenged = client.checks.receiveChallenge(parsed, Date.parse(row.time) * 1e6);
    const request = requestKey(row);
    for (const one of client.challenges) {
      if (client.answers.get(one) !== request || one.outcome !== 'answered') continue;
      one.outcome = outcomeOf(one, challenged);
      one.frames.push(row.frame);
    }
    if (challenged === undefined || this.#challenges.length >= maxRows) return;
    const { realm, algorithm, scheme, reason } = challenged;
    const challenge: Challenge = {
      method: row.method ?? '',
      status: row.status ?? 0,
      by: senderOf(row),
      to: receiverOf(row),
      scheme,
      reason,
      outcome: 'unanswered',
      frames: [row.frame],
      ...(realm === undefined ? {} : { realm }),
      ...(algorithm === undefined ? {} : { algorithm }),
    };
    this.#challenges.push(challenge);
    client.challenges.push(challenge);
  }

  #answer(client: Client, { row, parsed }: ReadMessage): void {
    const checked = client.checks.receiveRequest(parsed, client.requests++);
    if (checked.length === 0) return;
    for (const challenge of client.challenges) {
      const credentials = checked.find(({ realm }) => realm === challenge.realm);
      if (challenge.outcome !== 'unanswered' || credentials === undefined) continue;
      client.answers.set(challenge, requestKey(row));
      challenge.outcome = 'answered';
      challenge.frames.push(row.frame);
      addCredentials(challenge, credentials);
    }
  }
}

/** What a new challenge to the answer says: of another realm, that it passed the one who asked before. */
function outcomeOf({ realm }: Challenge, challenged: Challenged | undefined): AuthenticationRow['outcome'] {
  if (challenged === undefined || challenged.reason === 'refused') return 'refused';
  return challenged.realm === realm ? 'asked-again' : 'accepted';
}

function addCredentials(challenge: Challenge, { username, password, problems }: CheckedCredentials): void {
  if (username !== undefined) challenge.user = username;
  if (password !== undefined) challenge.password = password;
  if (problems.length > 0) challenge.problems = problems;
}

/** Any other answer than a challenge is one to credentials that will do, but for 403 (RFC 3261 §22.1). */
function settle({ challenges, answers, checks }: Client, { row, parsed }: ReadMessage): void {
  const request = requestKey(row);
  for (const challenge of challenges) {
    if (answers.get(challenge) !== request || challenge.outcome !== 'answered') continue;
    challenge.outcome = row.status === 403 ? 'refused' : 'accepted';
    challenge.frames.push(row.frame);
    const server = checks.receiveSuccess(parsed, Date.parse(row.time) * 1e6);
    if (server !== undefined) challenge.serverPassword = server;
  }
}

function requestKey({ cseq, method }: ReadMessage['row']): string {
  return `${cseq ?? -1} ${method ?? ''}`;
}
