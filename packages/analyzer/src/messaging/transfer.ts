import { parseMessage } from '@sipscope/parser';
import { keptBodyBytes, type MsrpRecord } from '../transport/msrp/msrp-record.ts';
import { type Content, readContent } from './content.ts';
import type { Transfer } from './conversation.ts';

/** How many new bytes it brought. */
export function takeChunk(transfer: Transfer, record: MsrpRecord): number {
  const { head, body, bodyBytes = 0, flag, sha1, frame } = record;
  const start = head.byteRange?.start ?? 1;
  const end = start + bodyBytes - 1;
  keepHead(transfer, start, body);
  transfer.chunks++;
  transfer.total ??= head.byteRange?.total;
  transfer.lastFrame = frame;
  if (flag === '$') {
    transfer.isEnded = true;
    transfer.total ??= end;
    transfer.sha1 = sha1 ?? transfer.sha1;
  }
  if (flag === '#') transfer.isAborted = true;
  return transfer.ranges.add(start, end);
}

function keepHead(transfer: Transfer, start: number, body: Uint8Array): void {
  if (body.length === 0 || start > keptBodyBytes) return;
  const end = Math.min(start - 1 + body.length, keptBodyBytes);
  if (end > transfer.head.length) {
    const head = new Uint8Array(end);
    head.set(transfer.head);
    transfer.head = head;
  }
  transfer.head.set(body.subarray(0, end - start + 1), start - 1);
}

/** Whether what it brings came before. */
export function isCovered({ ranges }: Transfer, { head, bodyBytes = 0 }: MsrpRecord): boolean {
  const start = head.byteRange?.start ?? 1;
  return ranges.has(start, start + bodyBytes - 1);
}

/** Whether its last chunk came, and all before it. */
export function isWhole({ ranges, total, isEnded }: Transfer): boolean {
  return isEnded && total !== undefined && ranges.hasAll(total);
}

/** The body as a message of SIP would carry it: its parts are the same. */
export function contentOf(contentType: string | undefined, body: Uint8Array): Content {
  if (contentType === undefined) return { kind: body.length === 0 ? 'unknown' : 'data' };
  const head = encoder.encode(`MESSAGE sip:msrp SIP/2.0\r\nContent-Type: ${contentType}\r\n\r\n`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return readContent(parseMessage(bytes).body);
}

const encoder = new TextEncoder();
