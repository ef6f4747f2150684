import type { SipMessage } from '@sipscope/parser';
import type { LadderSdp, MessageRow } from '../rows.ts';

type Role = NonNullable<LadderSdp['role']>;

/**
 * Which session descriptions are offers and which answers (RFC 3261 §13.2.1, RFC 3262 §5, RFC 3311 §5, RFC 6337 §2.2):
 * told by where they travel, alike for every hop's copy of a message.
 */
export class OfferAnswer {
  /** By Call-ID and CSeq number of an INVITE: whether it carried a description. */
  readonly #invites = new Map<string, boolean>();
  /** By Call-ID, CSeq and method of other requests with a description: its role. */
  readonly #requests = new Map<string, Role>();

  /** `undefined` where the message has no description, or the exchange's beginning was not captured. */
  receive(row: MessageRow, { sdp }: SipMessage): Role | undefined {
    const hasSdp = sdp !== undefined;
    const key = `${row.callId ?? ''} ${row.cseq ?? -1}`;
    if (row.method === 'INVITE') return this.#ofInvite(row, key, hasSdp);
    const role =
      row.kind === 'request' ? this.#ofRequest(row, key) : answerTo(this.#requests.get(`${key} ${row.method ?? ''}`));
    if (!hasSdp) return undefined;
    if (row.kind === 'request' && role !== undefined) this.#requests.set(`${key} ${row.method ?? ''}`, role);
    return role;
  }

  #ofInvite(row: MessageRow, key: string, hasSdp: boolean): Role | undefined {
    if (row.kind === 'request') {
      this.#invites.set(key, hasSdp);
      return hasSdp ? 'offer' : undefined;
    }
    const hasOffer = this.#invites.get(key);
    if (!hasSdp || hasOffer === undefined) return undefined;
    return hasOffer ? 'answer' : 'offer';
  }

  #ofRequest({ method, callId }: MessageRow, key: string): Role | undefined {
    if (method === 'ACK') return this.#invites.get(key) === false ? 'answer' : undefined;
    if (method !== 'PRACK') return 'offer';
    // A PRACK answers a reliable provisional response that made the offer, else it makes one (RFC 3262 §5).
    return this.#lastInviteHadOffer(callId ?? '') ? 'offer' : 'answer';
  }

  #lastInviteHadOffer(callId: string): boolean {
    let hadOffer = true;
    for (const [key, hasSdp] of this.#invites) if (key.startsWith(`${callId} `)) hadOffer = hasSdp;
    return hadOffer;
  }
}

function answerTo(role: Role | undefined): Role | undefined {
  return role === 'offer' ? 'answer' : undefined;
}
