import { parseMessage } from '@sipscope/parser';
import { TimeFormat } from '../src/follow/format-time.ts';
import type { SessionRow } from '../src/rows.ts';
import type { Told } from '../src/session/exchange.ts';
import type { Negotiation } from '../src/session/negotiation.ts';
import { readSessionMessage } from '../src/session/session-message.ts';
import { sessionRow } from '../src/session/session-row.ts';
import { Sessions } from '../src/session/sessions.ts';

type Said = {
  /** The body; with `type` of that type. */
  readonly sdp?: string;
  readonly type?: string;
  readonly cseq?: number;
  readonly rseq?: number;
  /** `rseq cseq`, of a PRACK. */
  readonly rack?: string;
  /** Of the callee; absent in an INVITE that makes a dialog. */
  readonly tag?: string;
  /** On which hop, 1 the caller's; the message has so many Vias. */
  readonly hop?: number;
  readonly headers?: readonly string[];
  readonly isCut?: boolean;
};

/** A dialog of a and b, message by message: each a second after the one before, in a packet of its own. */
export class SessionTalk {
  readonly negotiations: Negotiation[] = [];
  readonly sessions: Sessions = new Sessions((negotiation) => this.negotiations.push(negotiation));
  #frame = 0;

  /** `name`: a method, or a status and the method it answers. `requester`: who sent the request. */
  say(requester: 'a' | 'b', name: string, said: Said = {}): Told {
    const [first = '', ofMethod] = name.split(' ');
    const status = /^\d/.test(first) ? Number(first) : 0;
    const method = ofMethod ?? first;
    const isForming = name === 'INVITE' && said.tag === undefined;
    const tag = isForming ? '' : (said.tag ?? 'b');
    const [fromTag, toTag] = requester === 'a' ? ['a', tag] : [tag, 'a'];
    const { hop = 1, cseq = 1, isCut = false } = said;
    const parsed = parseMessage(new TextEncoder().encode(textOf(status, method, said)));
    const frame = ++this.#frame;
    const place = { callId: 'c', fromTag, toTag, method, status, cseq, frame, timeNs: frame * 1e9, isCut };
    return this.sessions.receive(readSessionMessage(parsed, { ...place, hop: `${hop} ${requester} ${status > 0}` }))
      .told;
  }

  /** Of one of its dialogs. */
  row(index = 0): SessionRow {
    const negotiation = this.negotiations[index];
    if (negotiation === undefined) throw new Error(`There is no dialog ${index}.`);
    return sessionRow(negotiation, {}, new TimeFormat(() => ({ epochNs: 0n, decimals: 0 })));
  }
}

function textOf(status: number, method: string, said: Said): string {
  const { sdp, type = 'application/sdp', rseq, rack, hop = 1, cseq = 1, headers = [] } = said;
  return [
    status === 0 ? `${method} sip:b@example.com SIP/2.0` : `SIP/2.0 ${status} Said`,
    ...Array.from({ length: hop }, (_, index) => `Via: SIP/2.0/UDP 10.0.0.${index + 1};branch=z9hG4bK${index}`),
    `CSeq: ${cseq} ${method}`,
    ...(rseq === undefined ? [] : ['Require: 100rel', `RSeq: ${rseq}`]),
    ...(rack === undefined ? [] : [`RAck: ${rack} INVITE`]),
    ...(sdp === undefined ? [] : [`Content-Type: ${type}`]),
    ...headers,
    '',
    sdp ?? '',
  ].join('\r\n');
}

type Line = { readonly port: number; readonly kind?: string; readonly direction?: string; readonly formats?: string };

/** A description of audio, or of the m-lines given, of one side. */
export function sdpOf(host: string, lines: readonly (Line | number)[], version = 1): string {
  const media = lines.map((line) => {
    const { port, kind = 'audio', direction, formats = '0 8' } = typeof line === 'number' ? { port: line } : line;
    const proto = kind === 'image' ? 'udptl' : 'RTP/AVP';
    return `m=${kind} ${port} ${proto} ${formats}\r\n${direction === undefined ? '' : `a=${direction}\r\n`}`;
  });
  return `v=0\r\no=${host.at(-1)} 1 ${version} IN IP4 ${host}\r\ns=-\r\nc=IN IP4 ${host}\r\nt=0 0\r\n${media.join('')}`;
}
