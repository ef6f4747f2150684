import type { SipMessage } from '../message/sip-message.ts';
import { assembleMessage, copiedFields, demandFields, type MessageContent, newFields } from './assemble-message.ts';
import { tokenText } from './checked-text.ts';
import type { FieldLine } from './field-line.ts';
import type { HeaderInputs, OtherHeaders } from './header-lines.ts';
import { statusLine } from './write-sip-fragment.ts';

/** What a response has of its own; the rest is that of its request. RFC 3261 §8.2.6. */
export type ResponseInput = MessageContent & {
  /** That of the status code unless it is said. */
  readonly reason?: string | undefined;
  /** For a To that has none yet; every response but 100 must have one. RFC 3261 §8.2.6.2. */
  readonly toTag?: string | undefined;
  readonly headers?: Omit<HeaderInputs, CopiedName> | undefined;
  /** Fields of any other name. */
  readonly otherHeaders?: OtherHeaders | undefined;
};

type CopiedName = 'Via' | 'From' | 'To' | 'Call-ID' | 'CSeq';

const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];

/** Methods whose responses make a dialog. RFC 3261 §12.1, RFC 6665 §4.4.1, RFC 3515 §2.4.6. */
const dialogMethods: ReadonlySet<string> = new Set(['INVITE', 'SUBSCRIBE', 'REFER', 'NOTIFY']);

/** What a status code demands: RFC 3261 §21.4, §22; RFC 4028 §6, RFC 6665 §8.3.2, RFC 3329 §2.2. */
const demanded: ReadonlyMap<number, readonly string[]> = new Map([
  [401, ['WWW-Authenticate']],
  [405, ['Allow']],
  [407, ['Proxy-Authenticate']],
  [420, ['Unsupported']],
  [421, ['Require']],
  [422, ['Min-SE']],
  [423, ['Min-Expires']],
  [489, ['Allow-Events']],
  [494, ['Security-Server']],
]);

/**
 * The response to a request: Via, From, To, Call-ID and CSeq copied byte for byte, Timestamp in a 100 and Record-Route in what may make a dialog too, the tag
 * added to To. A RangeError names what is missing: a tag, or header fields the status code demands. RFC 3261 §8.2.6, §12.1.1.
 */
export function buildResponse(request: SipMessage, status: number, input: ResponseInput = {}): SipMessage {
  const { reason, toTag, headers = {}, otherHeaders = {}, ...content } = input;
  const { startLine } = request;
  if (startLine?.kind !== 'request') throw new RangeError('Only a request has responses');
  const own = [...newFields(headers as OtherHeaders), ...newFields(otherHeaders)];
  const repeated = copied.find((name) => own.some((one) => one.is(name)));
  if (repeated !== undefined) throw new RangeError(`${repeated} of a response is that of the request`);
  const line = statusLine(status, reason);
  const taken = copiedFields(request, ...copied, ...alsoCopied(startLine.method, status, own));
  const fields = taken.map((one) => (one.is('To') && needsTag(request, status) ? withTag(one, toTag) : one));
  demandFields(own, demanded.get(status) ?? [], `A response ${status}`);
  return assembleMessage(line, [...fields, ...own], content);
}

function alsoCopied(method: string, status: number, own: readonly FieldLine[]): readonly string[] {
  const names = [];
  if (status === 100) names.push('Timestamp');
  if (status > 100 && status < 300 && dialogMethods.has(method)) names.push('Record-Route');
  return names.filter((name) => !own.some((one) => one.is(name)));
}

function needsTag({ to }: SipMessage, status: number): boolean {
  return status !== 100 && to !== undefined && to.tag === undefined;
}

function withTag(to: FieldLine, tag: string | undefined): FieldLine {
  if (tag === undefined) throw new RangeError('A response but for 100 must have a toTag');
  const end = to.valueSpan[1];
  return to.with(`;tag=${tokenText(tag, 'A tag')}`, [end, end]);
}
