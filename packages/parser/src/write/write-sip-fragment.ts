import { reasonOf } from '../message/status-table.ts';
import { encodeText } from '../text/source-text.ts';
import { type UriInput, uriInputText } from './address-input.ts';
import { type BodyInput, bodyParts, type WrittenBody } from './body-input.ts';
import { tokenText, trimText } from './checked-text.ts';
import { headerLines, type OtherHeaders } from './header-lines.ts';
import { joinBytes } from './join-bytes.ts';
import { checkStatus } from './start-line-editor.ts';

/** A piece of a message: of a response, of a request, or header fields alone. */
export type SipFragmentInput = {
  readonly headers?: OtherHeaders | undefined;
  readonly body?: BodyInput | undefined;
} & (
  | { readonly status: number; readonly reason?: string | undefined }
  | { readonly method: string; readonly uri: UriInput }
  | { readonly headers: OtherHeaders }
);

/**
 *     sipfrag = [ start-line ]
 *               *message-header
 *               [ CRLF [ message-body ] ]
 *
 * The body by which a NOTIFY tells how a referred request fares: `writeSipFragment({ status: 180 })`. RFC 3420 §2, RFC 3515 §2.4.5.
 */
export function writeSipFragment(fragment: SipFragmentInput): WrittenBody {
  const body = fragment.body === undefined ? undefined : bodyParts(fragment.body).bytes;
  const lines = [...startLine(fragment), ...headerLines(fragment.headers ?? {})].map((line) => `${line}\r\n`);
  if (lines.length === 0) throw new RangeError('A fragment must have a start line or a header field');
  const head = encodeText(lines.join(''));
  const bytes = body === undefined ? head : joinBytes([head, encodeText('\r\n'), body]);
  return { contentType: 'message/sipfrag;version=2.0', bytes };
}

function startLine(fragment: SipFragmentInput): readonly string[] {
  if ('status' in fragment) return [statusLine(fragment.status, fragment.reason)];
  return 'method' in fragment ? [requestLine(fragment.method, fragment.uri)] : [];
}

/** RFC 3261 §7.2. */
export function statusLine(status: number, reason: string = reasonOf(status) ?? ''): string {
  checkStatus(status);
  return `SIP/2.0 ${status} ${trimText(reason, 'A reason phrase')}`;
}

/** RFC 3261 §7.1. */
export function requestLine(method: string, uri: UriInput): string {
  return `${tokenText(method, 'A method')} ${uriInputText(uri)} SIP/2.0`;
}
