import type { Replaces } from '@sipscope/parser';
import { type CapturedMessage } from '../message/captured-message.ts';
import { has } from '../message/key-reader.ts';
import { keptText } from '../message/kept-text.ts';
import { type Call, isAnswered, notesOf } from './call.ts';
import { type CallNotes, type ReplacementKind, withLink } from './call-notes.ts';
import type { CallIndex } from './call-index.ts';
import { forwardingOf, requestUriOf } from './forwarding.ts';
import type { InviteScan } from './invite-scan.ts';
import { beginsRecording, type Recordings } from './recordings.ts';
import type { Transfer } from './transfer.ts';
import type { TransferTable } from './transfer-table.ts';

/** Values of Geolocation that are told. */
const maxLocations = 8;
/** Of the URIs that make conferences (3GPP TS 23.003 §13.10). */
const conferenceFactory = '@conf-factory.';
const special = has.join | has.referredBy;

type Replacing = { readonly replaced: Replaces; readonly scan: InviteScan; readonly transfer: Transfer | undefined };

/** What an initial INVITE says beside calling someone: that it takes over another call, joins one, was asked for, was forwarded, records, is an emergency. */
export class SpecialInvites {
  readonly #index: CallIndex;
  readonly #transfers: TransferTable;
  readonly #recordings: Recordings;

  constructor(index: CallIndex, transfers: TransferTable, recordings: Recordings) {
    this.#index = index;
    this.#transfers = transfers;
    this.#recordings = recordings;
  }

  /** Of the INVITE that begins a call, and of further ones of it. */
  receive(call: Call, message: CapturedMessage, scan: InviteScan): void {
    const { fields } = message;
    if (call.first === message.number) this.#readFirst(call, message, scan);
    if ((fields & has.forwarding) !== 0 && call.notes?.forwarding === undefined) {
      const forwarding = forwardingOf(message);
      if (forwarding !== undefined) notesOf(call).forwarding = forwarding;
    }
    if (scan.isFocus) noteFocus(call, message);
    const forwarding = call.notes?.forwarding;
    // A 181 does not say where to: the INVITE that goes there does.
    if (forwarding !== undefined && forwarding.to === undefined && call.first !== message.number)
      notesOf(call).forwarding = { ...forwarding, to: requestUriOf(message) };
  }

  #readFirst(call: Call, message: CapturedMessage, scan: InviteScan): void {
    const { fields } = message;
    if (scan.isForEmergency || scan.hasPriority || isEmergencyNumber(call)) noteEmergency(call, message, scan);
    if (call.to?.uri.toLowerCase().includes(conferenceFactory) === true)
      notesOf(call).conference = { by: 'URI', uri: call.to.uri, frame: message.frame };
    const replaced = (fields & has.replaces) === 0 ? undefined : message.parsed().replaces;
    const transfer = this.#followed(call, message, replaced);
    if (replaced !== undefined) this.#noteReplaces(call, message, { replaced, scan, transfer });
    if ((fields & special) !== 0) this.#readTies(call, message);
    if (beginsRecording(message, scan)) this.#recordings.receive(call, message);
  }

  #followed(call: Call, message: CapturedMessage, replaced: Replaces | undefined): Transfer | undefined {
    const transfer = this.#transfers.followed(message, replaced);
    if (transfer === undefined || transfer.call === call) return undefined;
    transfer.link(call, message.frame);
    const notes = notesOf(call);
    notes.transferOf = { call: transfer.call.number, frame: message.frame };
    notes.madeBy = transfer;
    return transfer;
  }

  #readTies(call: Call, message: CapturedMessage): void {
    const { fields } = message;
    if ((fields & has.referredBy) !== 0) {
      const { referredBy } = message.parsed();
      if (referredBy !== undefined) notesOf(call).referredBy = keptText(referredBy.uriText);
    }
    if ((fields & has.join) !== 0) this.#readJoin(call, message);
  }

  #noteReplaces(call: Call, message: CapturedMessage, { replaced, scan, transfer }: Replacing): void {
    const other = this.#index.byCallId(replaced.callId);
    const isKnown = other !== undefined && other !== call;
    notesOf(call).replaces = {
      callId: keptText(replaced.callId),
      call: isKnown ? other.number : -1,
      kind: isKnown ? kindOf(other, message, scan, transfer) : undefined,
      frame: message.frame,
    };
  }

  #readJoin(call: Call, message: CapturedMessage): void {
    const [join] = message.parsed().values('Join');
    if (join === undefined) return;
    const joinedCall = this.#index.byCallId(join.callId);
    const isKnown = joinedCall !== undefined && joinedCall !== call;
    const { frame } = message;
    const notes = notesOf(call);
    notes.joins = { callId: keptText(join.callId), call: isKnown ? joinedCall.number : -1, frame };
    notes.conference ??= { by: 'Join', uri: undefined, frame };
  }

  /** A request within a recording session brings further metadata (RFC 7866 §7.1.1). */
  receiveWithin(call: Call, message: CapturedMessage): void {
    if (call.notes?.recording !== undefined && (message.fields & has.otherBody) !== 0)
      this.#recordings.receive(call, message);
  }

  /** The INVITE was answered: what it asked for has happened. */
  answered(call: Call, message: CapturedMessage): void {
    const { notes } = call;
    if (notes === undefined) return;
    const { replaces, joins, madeBy } = notes;
    if (madeBy !== undefined && madeBy.call.slot >= 0) madeBy.answeredBy(message.frame);
    notes.madeBy = undefined;
    if (replaces !== undefined && replaces.call >= 0) {
      const replaced = this.#index.byCallId(replaces.callId);
      if (replaced?.number === replaces.call)
        notesOf(replaced).replacedBy ??= { call: call.number, frame: message.frame };
    }
    if (joins === undefined || joins.call < 0) return;
    const other = this.#index.byCallId(joins.callId);
    if (other?.number !== joins.call) return;
    const link = { call: call.number, frame: message.frame };
    notesOf(other).joinedBy = withLink(notesOf(other).joinedBy, link);
  }
}

/**
 * An early dialog is picked up (RFC 3891 §3). Parked is what a machine takes over, or someone outside of the call whom one of the two has asked to
 * (RFC 5359 §2.15), and retrieved what was parked.
 */
function kindOf(
  replaced: Call,
  message: CapturedMessage,
  scan: InviteScan,
  transfer: Transfer | undefined,
): ReplacementKind {
  if (!isAnswered(replaced)) return 'pickup';
  if (scan.isAutomaton || transfer?.isOutside === true) return 'park';
  if (transfer !== undefined || (message.fields & has.referredBy) !== 0) return 'transfer';
  return replaced.notes?.replaces?.kind === 'park' ? 'retrieve' : 'takeover';
}

/** A focus of a conference says so in its Contact (RFC 4579 §5.1). */
export function noteFocus(call: Call, message: CapturedMessage): void {
  const focus = message.parsed().contacts.find((contact) => contact !== '*' && contact.isFocus);
  if (focus === undefined || focus === '*') return;
  const notes = notesOf(call);
  if (notes.conference?.by === 'isfocus') return;
  notes.conference = { by: 'isfocus', uri: keptText(focus.uriText), frame: message.frame };
}

/** A Request-URI of a service (RFC 5031) is certain; a Priority, and a number that countries use for it, are told as what they are. */
function noteEmergency(call: Call, message: CapturedMessage, scan: InviteScan): void {
  const parsed = message.parsed();
  const service = scan.isForEmergency ? serviceOf(requestUriOf(message)) : undefined;
  const isUrgent = parsed.values('Priority')[0]?.toLowerCase() === 'emergency';
  if (service === undefined && !isUrgent && !isEmergencyNumber(call)) return;
  const locations = parsed.headersNamed('Geolocation').slice(0, maxLocations);
  const notes: CallNotes = notesOf(call);
  notes.emergency = {
    by: service !== undefined ? 'urn' : isUrgent ? 'Priority' : 'number',
    service: service ?? (isEmergencyNumber(call) ? call.to?.number : undefined),
    locations: locations.map(({ value }) => keptText(value)),
    frame: message.frame,
  };
}

/** `sos.fire` of `urn:service:sos.fire`. */
function serviceOf(uri: string | undefined): string | undefined {
  const service = uri?.slice('urn:service:'.length).toLowerCase();
  return service === undefined || !(service === 'sos' || service.startsWith('sos.')) ? undefined : keptText(service);
}

/** Numbers that many countries use (ITU-T E.161.1): no proof, for a private network may give them to anybody. */
const emergencyNumbers: ReadonlySet<string> = new Set(['112', '911', '999']);

function isEmergencyNumber({ to }: Call): boolean {
  return to?.number !== undefined && emergencyNumbers.has(to.number);
}
