import { type Endpoint, readEndpoint } from './endpoint.ts';
import { type Envelope, type LogFormat, transportOf } from './envelope.ts';
import { linePrefix } from './line-prefix.ts';

const SENT_LINES = ['Transmitting', 'Reliably Transmitting', 'Retransmitting #'];

/**
 * Asterisk: `sip set debug on` of chan_sip, `pjsip set logger on` of res_pjsip, on the console or in a log file.
 *
 *     <--- SIP read from UDP:192.0.2.1:5060 --->                     ends with <------------->
 *     <--- Transmitting (NAT) to 192.0.2.1:5060 --->                 ends with <------------>
 *     Reliably Transmitting (no NAT) to 192.0.2.1:5060:              ends with ---
 *     Retransmitting #1 (NAT) to 192.0.2.1:5060:
 *     <--- Received SIP request (897 bytes) from UDP:192.0.2.1:5060 --->
 *     <--- Transmitting SIP response (480 bytes) to UDP:192.0.2.1:5060 --->
 */
export class AsteriskFormat implements LogFormat {
  /** Whether a dashed line of this format may end a message. */
  #isOpen = false;

  read(line: string): Envelope | 'part' | undefined {
    if (!line.includes('---') && !line.includes('ransmitting ')) return undefined;
    const prefix = linePrefix(line);
    const text = prefix === undefined ? line : line.slice(prefix.end);
    if (this.#isOpen && (text.startsWith('<-----') || text === '---')) {
      this.#isOpen = false;
      return 'part';
    }
    const envelope = text.startsWith('<--- ') ? framed(text.slice(5)) : opened(text);
    if (envelope === undefined) return undefined;
    this.#isOpen = true;
    return { ...envelope, time: prefix?.time };
  }
}

/** Behind `<--- `. */
function framed(text: string): Envelope | undefined {
  const end = text.indexOf(' --->');
  const inner = end === -1 ? text : text.slice(0, end);
  if (inner.startsWith('SIP read from ')) return received(inner.slice(14));
  if (inner.startsWith('Received SIP ')) return received(behind(inner, ' from '));
  if (inner.startsWith('Transmitting SIP ')) return sent(behind(inner, ' to '));
  return SENT_LINES.some((name) => inner.startsWith(name)) ? sent(behind(inner, ' to ')) : undefined;
}

/** `Reliably Transmitting (NAT) to 192.0.2.1:5060:` */
function opened(text: string): Envelope | undefined {
  if (!text.endsWith(':') || !SENT_LINES.some((name) => text.startsWith(name))) return undefined;
  return sent(behind(text.slice(0, -1), ' to '));
}

function behind(text: string, word: string): string {
  const found = text.indexOf(word);
  return found === -1 ? '' : text.slice(found + word.length);
}

function received(peer: string): Envelope | undefined {
  const { endpoint, transport } = peerOf(peer);
  return endpoint && { format: 'asterisk-log', direction: 'received', source: endpoint, transport };
}

function sent(peer: string): Envelope | undefined {
  const { endpoint, transport } = peerOf(peer);
  return endpoint && { format: 'asterisk-log', direction: 'sent', destination: endpoint, transport };
}

/** `UDP:192.0.2.1:5060`, `192.0.2.1:5060` */
function peerOf(text: string): { endpoint: Endpoint | undefined; transport: Envelope['transport'] } {
  const colon = text.indexOf(':');
  const transport = colon === -1 ? undefined : transportOf(text.slice(0, colon));
  return { endpoint: readEndpoint(transport === undefined ? text : text.slice(colon + 1)), transport };
}
