import { parseMessage } from '@sipscope/parser';
import type { CallMessage } from '../message/call-message.ts';
import { visibleText } from '../report/visible-text.ts';
import type { CallRow, MessageRow, SdpRole } from '../rows.ts';
import { CallSessions } from '../session/call-sessions.ts';
import { actorsOf, type FlowActors } from './flow-actors.ts';
import { secondsSince } from './compare-rows.ts';
import { writtenSdp } from './check-sdp.ts';

/** A flow that the call is: to be edited, and then looked for in other captures. `messages`: of all its legs, in order. */
export function writeFlow(call: CallRow, messages: readonly CallMessage[]): string {
  const actors = actorsOf(messages.map(({ row }) => row));
  const steps = stepLines(messages, actors);
  return [
    `# ${titleOf(call)}`,
    '',
    '# Whoever has no address, or ? for one, is found by what is sent. Times are compared where the flow says `tolerance 0.5`, or a time is a range: +0.1..0.5.',
    '',
    ...actors.lines,
    '',
    ...steps,
    '',
    ...rowLines(call),
    '',
  ].join('\n');
}

function titleOf({ from, to, outcome }: CallRow): string {
  return visibleText(`Call from ${from ?? 'unknown'} to ${to ?? 'unknown'}: ${outcome}`);
}

function rowLines({ outcome, status }: CallRow): string[] {
  return ['expect calls', `  - outcome ${outcome}${status === undefined ? '' : `, status ${status}`}`];
}

function stepLines(messages: readonly CallMessage[], actors: FlowActors): string[] {
  const sessions = new CallSessions();
  const lines: string[][] = [];
  let before = 0;
  for (const { row, bytes } of messages) {
    const parsed = parseMessage(bytes);
    const role = sessions.receive(row, parsed)?.told.role;
    const what = whatText(row);
    if (row.retransmission === true || row.duplicate === true || what === undefined) continue;
    const seconds = secondsSince(row.time, 0);
    const passed = lines.length === 0 ? 0 : Math.max(0, seconds - before);
    before = seconds;
    const sdp = parsed.sdp === undefined ? undefined : writtenSdp(parsed.sdp);
    lines.push([
      `+${passed.toFixed(3)}`,
      ...actors.arrow(row),
      what,
      ...(sdp === undefined ? [] : [sdpText(sdp, role)]),
    ]);
  }
  return aligned(lines);
}

function sdpText(words: string, role: SdpRole | undefined): string {
  return ['sdp', ...(role === 'offer' || role === 'answer' ? [role] : []), words].join(' ').trimEnd();
}

/** Undefined of what the language has no word for. */
function whatText({ kind, method = '', status = 0, requestUri = '', toTag }: MessageRow): string | undefined {
  if (kind === 'response') {
    if (status < 100 || status > 699) return undefined;
    const ofMethod = method === 'INVITE' || !isMethod(method) ? '' : ` ${method}`;
    return `${status}${ofMethod}${status === 100 ? ' optional' : ''}`;
  }
  if (!isMethod(method)) return undefined;
  const isInside = toTag !== undefined || method === 'ACK' || method === 'CANCEL';
  return isInside || !/^[a-z][a-z+.-]*:[^\s"]+$/.test(requestUri) ? method : `${method} ${requestUri}`;
}

function isMethod(method: string): boolean {
  return /^[A-Z][A-Z0-9-]*$/.test(method);
}

/** Columns below each other, but for the last. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  const widths = [0, 1, 2, 3].map(width);
  return lines.map((line) =>
    line
      .map((word, column) => (column < widths.length ? word.padEnd(widths[column] ?? 0) : word))
      .join(' ')
      .trimEnd(),
  );
}
