import { parseMessage as parseCore } from '../../../src/core.ts';
import { syntaxTree, type SyntaxNode } from '../../../src/grammar/index.ts';
import {
  describeDiagnostic,
  editMessage,
  MessageIdentity,
  parseMessage,
  reportDiagnostics,
  writeMessage,
} from '../../../src/index.ts';
import { SipMessage } from '../../../src/message/sip-message.ts';
import { identityAgrees } from '../../../test/identity-agreement.ts';
import { misplacedHeader } from '../../../test/misplaced-header.ts';
import { demand } from '../broken-promise.ts';
import { checkBuilt } from '../check-built.ts';
import { headerMutators, lineMutators, multipartMutators, sdpMutators } from '../line-mutators.ts';
import { demandSpan, ownGetters, readEverything } from '../read-everything.ts';
import { messageSeeds } from '../seeds.ts';
import type { Target } from '../target.ts';

/** A whole message, as a datagram and as a piece of a stream. */
export const messageTarget: Target = {
  name: 'message',
  seeds: messageSeeds,
  mutators: [...lineMutators, ...lineMutators, ...headerMutators, ...sdpMutators, ...multipartMutators],
  check: checkBytes,
  checkMore,
};

const identity = new MessageIdentity();

function checkBytes(bytes: Uint8Array): void {
  const message = parseMessage(bytes);
  checkMessage(message);
  identityAgrees(identity, bytes);
  const written = writeMessage(message);
  demand(
    isAt(written, bytes, message.start),
    'writeMessage() gives the bytes that were read',
    () => `${written.length} bytes`,
  );
}

/** So many diagnostics of a message are put into words. */
const mostDescribed = 5;

/** What every message holds to, however it was framed. */
export function checkMessage(message: SipMessage): void {
  const { bytes } = message;
  checkLines(message);
  let before = 0;
  let described = 0;
  for (const diagnostic of message.diagnostics) {
    const { code, span } = diagnostic;
    demandSpan(span, bytes.length, `diagnostic ${code}`);
    demand(span[0] >= before, 'diagnostics are in the order of their places', () => `${code} at ${span[0]}`);
    [before] = span;
    if (described++ < mostDescribed) describeDiagnostic(diagnostic, bytes);
  }
  for (let index = 0; index < message.headers.length; index++) {
    const reading = message.reading(index);
    if (reading !== undefined) readEverything(reading.values, message.bodySpan[0]);
  }
  readEverything(message.startLine, bytes.length);
  const { body } = message;
  if (body !== undefined) readEverything(body, Math.max(bytes.length, body.content.length));
}

/** Header fields tile the bytes between start line and empty line. */
function checkLines(message: SipMessage): void {
  const [bodyStart, bodyEnd] = message.bodySpan;
  demandSpan([bodyStart, bodyEnd], message.bytes.length, 'the body');
  const misplaced = misplacedHeader(message);
  demand(misplaced === undefined, 'header fields tile the header section', () => `${misplaced}`);
  const end = message.headers.at(-1)?.lineSpan[1] ?? 0;
  demand(end <= bodyStart, 'header fields stand before the body', () => `${end} behind ${bodyStart}`);
}

const accessors = ownGetters(SipMessage.prototype);

/** Every getter of a message. */
function readAccessors(message: SipMessage): void {
  // They are getters of its prototype.
  for (const name of accessors) void (message as unknown as Record<string, unknown>)[name];
}

/** What costs more: the stream's way of reading, the core's, the syntax tree. */
function checkMore(bytes: Uint8Array): void {
  checkMessage(parseMessage(bytes, { transport: 'stream' }));
  const message = parseMessage(bytes);
  readAccessors(message);
  const core = parseCore(bytes);
  checkMessage(core);
  const [all, less] = [message, core].map(({ topVia, from, to, callId, cseq, contacts, maxForwards }) =>
    JSON.stringify([
      topVia,
      from?.uriText,
      from?.tag,
      to?.uriText,
      to?.tag,
      callId,
      cseq,
      contacts.length,
      maxForwards,
    ]),
  );
  demand(all === less, 'the core reads what the whole parser reads', () => `${all}\n${less}`);
  checkNode(syntaxTree(message));
  checkEdited(message);
  checkBuilt(message);
  for (const profile of ['strict', 'lenient', 'ims'] as const) reportDiagnostics(message.diagnostics, profile);
}

/** An editor that changed nothing gives the same bytes; names compact and folds taken off, fields and body say the same. */
function checkEdited(message: SipMessage): void {
  const copy = editMessage(message).bytes();
  demand(
    copy.length === message.bytes.length && isAt(copy, message.bytes, 0),
    'an editor keeps what it does not change',
    () => `${copy.length} bytes`,
  );
  if (message.kind === 'invalid' || message.diagnostics.some(({ code }) => code.startsWith('limit-'))) return;
  const again = parseMessage(writeMessage(message, { compact: true, unfold: true }));
  const [one, other] = [message, again].map(({ headers, bodyBytes }) =>
    JSON.stringify([headers.map(({ header, value }) => [header.toLowerCase(), value]), bodyBytes.length]),
  );
  demand(one === other, 'a message rewritten compact says the same', () => `${one}\n${other}`);
}

/** A node's children lie in it, in order. As deep as the grammar. */
function checkNode({ rule, span, children = [] }: SyntaxNode): void {
  let at = span[0];
  for (const child of children) {
    const [start, end] = child.span;
    demand(
      start >= at && start <= end && end <= span[1],
      'nodes lie within their parent, in order',
      () => `${child.rule} in ${rule}`,
    );
    checkNode(child);
    at = end;
  }
}

function isAt(part: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < part.length; at++) if (part[at] !== bytes[start + at]) return false;
  return true;
}
