import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureDiagnostics } from '../../src/capture/capture-diagnostics.ts';
import { TimeFormat } from '../../src/follow/format-time.ts';
import { ConversationTable } from '../../src/messaging/conversation-table.ts';
import { FlowTable } from '../../src/transport/flow-table.ts';
import type { MsrpRecord } from '../../src/transport/msrp/msrp-record.ts';
import { MsrpStream } from '../../src/transport/msrp/msrp-stream.ts';
import type { StreamContext } from '../../src/transport/stream-context.ts';

/*
 * An input is what one side of a connection sends, behind a byte that says in how long pieces it comes and, by its highest bit, whether they are the first that
 * were sent.
 */
export const msrpTarget: Target = { name: 'msrp', seeds, mutators: [], check };

const paths = 'To-Path: msrp://b.example:2855/s1;tcp\r\nFrom-Path: msrp://a.example:2856/s2;tcp\r\n';

/** A message in two chunks, an answer, a report, and a file without end. */
function seeds(): readonly Uint8Array[] {
  const send = (id: string, more: string, body: string, flag: string): string =>
    `MSRP ${id} SEND\r\n${paths}Message-ID: m1\r\n${more}\r\n\r\n${body}\r\n-------${id}${flag}\r\n`;
  const texts = [
    send('aaaa', 'Byte-Range: 1-3/6\r\nContent-Type: text/plain', 'abc', '+') +
      send('bbbb', 'Byte-Range: 4-6/6\r\nContent-Type: text/plain', 'def', '$'),
    `MSRP aaaa 200 OK\r\n${paths}-------aaaa$\r\nMSRP cccc REPORT\r\n${paths}Message-ID: m1\r\nByte-Range: 1-6/6\r\nStatus: 000 200 OK\r\n-------cccc$\r\n`,
    send(
      'dddd',
      'Byte-Range: 1-*/*\r\nContent-Type: message/cpim',
      'From: <im:a@x>\r\nNS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: i1\r\n\r\nContent-Type: message/imdn+xml\r\n\r\n<imdn><message-id>i0</message-id></imdn>',
      '$',
    ),
    `\r\n${send('eeee', 'Content-Type: image/png', '-------eeee\r\n-------eee$\r\n', '#')}`,
  ];
  return texts.flatMap((text) => [0x07, 0xff].map((first) => Uint8Array.of(first, ...new TextEncoder().encode(text))));
}

/** What is found does not depend on how the bytes come, lies within them, and makes rows. */
function check(input: Uint8Array): void {
  const isBeginning = (input[0] ?? 0) >= 0x80;
  const bytes = input.subarray(1);
  const whole = read(bytes, bytes.length, isBeginning);
  const pieces = read(bytes, (input[0] ?? 0) & 0x7f, isBeginning);
  const [one, other] = [told(whole), told(pieces)];
  demand(one === other, 'MSRP is the same however it is cut', () => `${one.slice(0, 500)}\n${other.slice(0, 500)}`);
  const bodies = whole.reduce((sum, { bodyBytes = 0 }) => sum + bodyBytes, 0);
  demand(bodies <= bytes.length, 'bodies lie in the bytes', () => `${bodies} of ${bytes.length}`);
  rowsOf(whole);
}

function read(bytes: Uint8Array, length: number, isBeginning: boolean): readonly MsrpRecord[] {
  const records: MsrpRecord[] = [];
  // What it asks of its context stands here.
  const context = {
    isSecure: false,
    diagnostics: new CaptureDiagnostics(),
    msrp: (record) => records.push(record),
  } satisfies Partial<StreamContext> as unknown as StreamContext;
  const connection = { flow: () => 0, isClientKnown: isBeginning, hasPort: () => false };
  const stream = new MsrpStream(connection, context);
  let frame = 0;
  for (let at = 0; at < bytes.length; at += Math.max(1, length)) {
    const piece = bytes.slice(at, at + Math.max(1, length));
    stream.receive(0, { bytes: piece, place: [{ bytes: piece }], frame: ++frame, timeNs: 0, ipId: -1 });
    // As a buffer that is used again is.
    piece.fill(0xaa);
  }
  stream.end(0);
  return records;
}

function told(records: readonly MsrpRecord[]): string {
  return JSON.stringify(records.map((record) => ({ ...record, frame: 0, body: [...record.body] })));
}

function rowsOf(records: readonly MsrpRecord[]): void {
  const times = new TimeFormat(() => ({ epochNs: 0n, decimals: 6 }));
  const flows = new FlowTable();
  const bytes = Uint8Array.of(192, 0, 2, 1, 192, 0, 2, 2);
  flows.flow({ bytes, addressLength: 4, sourceAt: 0, destinationAt: 4, sourcePort: 1, destinationPort: 2 }, 'TCP');
  const table = new ConversationTable({ flows, times, methodName: () => '', isObserved: () => true, keep: true });
  for (const record of records) table.receiveMsrp(record);
  const rows = [...table.rows(0)];
  const shown = rows.reduce((sum, { instantMessages }) => sum + instantMessages.length, 0);
  demand(shown <= records.length, 'no more messages than requests', () => `${shown} of ${records.length}`);
}
