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
  /** By Call-ID: the same of its latest INVITE. */
  readonly #latestInvites = new Map<string, boolean>();
  /** By Call-ID, CSeq and method of other requests with a description: its role. */
  readonly #requests = new Map<string, Role>();

  /** `undefined` where the message has no description, or the exchange's beginning was not captured. */
  receive(row: MessageRow, { sdp }: SipMessage): Role | undefined {
    const hasSdp = sdp !== undefined;
    const key = `${row.callId ?? ''} ${row.cseq ?? -1}`;
    if (row.kind === 'response') return hasSdp ? this.#ofResponse(row, key) : undefined;
    if (row.method === 'INVITE') {
      this.#invites.set(key, hasSdp);
      this.#latestInvites.set(row.callId ?? '', hasSdp);
      return hasSdp ? 'offer' : undefined;
    }
    if (!hasSdp) return undefined;
    const role = this.#ofRequest(row, key);
    if (role !== undefined) this.#requests.set(`${key} ${row.method ?? ''}`, role);
    return role;
  }

  /** What a failure describes is neither: it tells what would have been accepted (RFC 3261 §21.4.26). */
  #ofResponse({ method, status }: MessageRow, key: string): Role | undefined {
    if (status === undefined || status >= 300) return undefined;
    if (method !== 'INVITE') return answerTo(this.#requests.get(`${key} ${method ?? ''}`));
    const hasOffer = this.#invites.get(key);
    if (hasOffer === undefined) return undefined;
    return hasOffer ? 'answer' : 'offer';
  }

  #ofRequest({ method, callId }: MessageRow, key: string): Role | undefined {
    switch (method) {
      case 'ACK':
        return this.#invites.get(key) === false ? 'answer' : undefined;
      case 'UPDATE':
        return 'offer';
      case 'PRACK':
        // It answers a reliable provisional response that made the offer, else it makes one (RFC 3262 §5).
        return this.#latestInvites.get(callId ?? '') === false ? 'answer' : 'offer';
      default:
        return undefined;
    }
  }
}

function answerTo(role: Role | undefined): Role | undefined {
  return role === 'offer' ? 'answer' : undefined;
}
