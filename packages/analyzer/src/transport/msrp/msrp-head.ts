/** Bytes of a message, counted from 1. `end` and `total` are absent where the sender did not say them. RFC 4975 §7.1.1. */
type ByteRange = {
  readonly start: number;
  readonly end: number | undefined;
  readonly total: number | undefined;
};

/** What stands before the body. RFC 4975 §9. */
export type MsrpHead = {
  readonly transactionId: string;
  /** `SEND`, `REPORT`, `AUTH` (RFC 4976), `NICKNAME` (RFC 7701) …; absent in a response. */
  readonly method?: string;
  /** Of a response. */
  readonly status?: number;
  readonly comment?: string;
  /** MSRP URIs as written: the next hop first, whom it is for last. */
  readonly toPath: readonly string[];
  /** The last hop first, who made it last. */
  readonly fromPath: readonly string[];
  readonly messageId?: string;
  readonly byteRange?: ByteRange;
  readonly successReport?: boolean;
  readonly failureReport?: 'yes' | 'no' | 'partial';
  /** Of a REPORT: what became of the bytes. */
  readonly reportedStatus?: number;
  readonly contentType?: string;
  readonly contentDisposition?: string;
};

export type MsrpStart = Pick<MsrpHead, 'transactionId' | 'method' | 'status' | 'comment'>;

/** URIs of a path that are kept: a request passes few relays. */
const maxPathUris = 16;

/** RFC 4975 §9 lets a transaction have 4 to 32 characters; some take more. */
const startLine = /^MSRP ([A-Za-z0-9][A-Za-z0-9.+%=-]{0,63}) (?:([A-Z]{1,32})|([0-9]{3})(?: (.*))?)$/;

/**
 *     req-start  = "MSRP" SP transact-id SP method CRLF
 *     resp-start = "MSRP" SP transact-id SP status-code [SP comment] CRLF
 *
 * Undefined of another line. RFC 4975 §9.
 */
export function readMsrpStart(line: string): MsrpStart | undefined {
  const found = startLine.exec(line);
  if (found === null) return undefined;
  const [, transactionId = '', method, status, comment] = found;
  if (method !== undefined) return { transactionId, method };
  return { transactionId, status: Number(status), ...(comment === undefined ? {} : { comment }) };
}

/** The header fields, `Name: value`; of several of one name the first counts. */
export function readMsrpHead(start: MsrpStart, lines: readonly string[]): MsrpHead {
  const head: { -readonly [Key in keyof MsrpHead]: MsrpHead[Key] } = { ...start, toPath: none, fromPath: none };
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    readField(head, line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return head;
}

const none: readonly string[] = [];

function readField(head: { -readonly [Key in keyof MsrpHead]: MsrpHead[Key] }, name: string, value: string): void {
  switch (name) {
    case 'to-path':
      if (head.toPath.length === 0) head.toPath = uris(value);
      return;
    case 'from-path':
      if (head.fromPath.length === 0) head.fromPath = uris(value);
      return;
    case 'message-id':
      if (value !== '') head.messageId ??= value;
      return;
    case 'byte-range': {
      const range = readByteRange(value);
      if (range !== undefined) head.byteRange ??= range;
      return;
    }
    case 'success-report':
      head.successReport ??= value.toLowerCase() === 'yes';
      return;
    case 'failure-report': {
      const said = value.toLowerCase();
      if (said === 'yes' || said === 'no' || said === 'partial') head.failureReport ??= said;
      return;
    }
    case 'status': {
      const status = /^000 ([0-9]{3})(?: |$)/.exec(value)?.[1];
      if (status !== undefined) head.reportedStatus ??= Number(status);
      return;
    }
    case 'content-type':
      if (value !== '') head.contentType ??= value;
      return;
    case 'content-disposition':
      if (value !== '') head.contentDisposition ??= value;
      return;
  }
}

function uris(value: string): readonly string[] {
  return value.split(' ', maxPathUris).filter((uri) => uri !== '');
}

/** `Byte-Range: 1-8/12`, `Byte-Range: 1-*\/*`. Undefined where it is none. */
function readByteRange(value: string): ByteRange | undefined {
  const found = /^([0-9]{1,15})-([0-9]{1,15}|\*)\/([0-9]{1,15}|\*)$/.exec(value);
  if (found === null) return undefined;
  const start = Number(found[1]);
  return start < 1 ? undefined : { start, end: numberOf(found[2]), total: numberOf(found[3]) };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || text === '*' ? undefined : Number(text);
}
