import { isKnownStart } from './start-line.ts';

const encoder = new TextEncoder();
const START_LABELS = ['Request-Line: ', 'Status-Line: '];
const HEADER_DEPTH = 8;

/**
 * The lines of a message as Wireshark shows them, leaf by leaf. A header field stands under `Message Header`, and what is deeper explains it; a line of
 * SDP says in parentheses which it is.
 *
 *         Request-Line: INVITE sip:bob@example.test SIP/2.0
 *         Message Header
 *             Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
 *                 Transport: UDP
 *         Message Body
 *             Session Description Protocol
 *                 Session Description Protocol Version (v): 0
 */
export class TreeLines {
  #section: 'none' | 'start' | 'header' | 'body' = 'none';

  /** The text of the line as it was sent; undefined where the line is not the message's, false where the message ended before it. */
  line(text: string): string | false | undefined {
    const label = text.trim();
    const depth = text.length - text.trimStart().length;
    if (this.#section === 'none') return startLine(label);
    if (depth === 0) return false;
    if (label === 'Message Header') {
      this.#section = 'header';
      return undefined;
    }
    if (label === 'Message Body') {
      this.#section = 'body';
      return '';
    }
    if (this.#section === 'header') return depth === HEADER_DEPTH && !label.startsWith('[') ? label : undefined;
    return this.#section === 'body' ? bodyLine(label) : undefined;
  }

  /** The start line was found. */
  begin(): void {
    this.#section = 'start';
  }
}

/** With the CRLF that was there. */
export function treeBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length + 2);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  bytes.set(encoder.encode('\r\n'), text.length);
  return bytes;
}

function startLine(label: string): string | undefined {
  for (const name of START_LABELS) {
    if (label.startsWith(name) && isKnownStart(label, name.length)) return label.slice(name.length);
  }
  return undefined;
}

/** `Media Attribute (a): rtpmap:8 PCMA/8000` */
function bodyLine(label: string): string | undefined {
  const at = label.indexOf('): ');
  if (at < 2 || label[at - 2] !== '(') return undefined;
  const letter = label[at - 1]!;
  return letter >= 'a' && letter <= 'z' ? `${letter}=${label.slice(at + 3)}` : undefined;
}
