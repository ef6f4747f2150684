import type { Ladder, MessageDetail } from '@sipscope/analyzer';

/** A message of a capture: the packet's number, and which of its messages where it has several. */
export type MessageRef = { readonly frame: number; readonly index?: number };

/** `<sip-ladder>`: a call as a ladder. It fires `message-selected` (`{message}`), `message-entered` and `ladder-shown` (`{ladder}`). */
export declare class SipLadderElement extends HTMLElement {
  /** A ladder that is there already; it comes before all others. */
  ladder: Ladder | undefined;
  /** The address of a ladder as JSON, of the same origin. */
  src: string | undefined;
  /** A capture, which is analysed in the browser. */
  file: Blob | undefined;
  /** The address of a capture, of the same origin. */
  capture: string | undefined;
  /** Which call of the capture: its id (`c1`) or a Call-ID; the first where none is named. */
  call: string | undefined;
  /** Times in UTC (where nothing is said), or in the zone of the reader. */
  zone: 'utc' | 'local';
  selected: MessageRef | undefined;
  /** A message of the call, for a `<sip-message>`. Rejects where the ladder was not read from a capture. */
  message(message: MessageRef): Promise<MessageDetail>;
}

/** `<sip-message>`: a message as text, tree and bytes, explained. It fires `place-lit` (`{span}`). */
export declare class SipMessageElement extends HTMLElement {
  /** The message. Of text without any CR, lines end with CRLF; bytes are taken as they are. */
  text: string | Uint8Array | undefined;
  /** A message that is read already; it comes before `text`. */
  detail: MessageDetail | undefined;
  /** Times in UTC (where nothing is said), or in the zone of the reader. */
  zone: 'utc' | 'local';
}
