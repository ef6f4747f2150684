import type { Actor } from '../../src/expect/script/script.ts';
import type { SipText } from './sip-text.ts';

/** A request on one hop, and what came back. */
export type HopRequest = {
  readonly from: Actor;
  readonly to: Actor;
  readonly method: string;
  readonly callId: string;
  readonly sent: SipText;
  /** With what the receiver added to its Via. */
  readonly received: SipText;
  readonly arrived: boolean;
  readonly responses: HopResponse[];
  /** What a proxy forwarded here. */
  readonly forwards: HopRequest | undefined;
  /** Of a user agent that sent it. */
  readonly sender: Dialog | undefined;
  /** Of a user agent that received it. */
  receiver: Dialog | undefined;
  isAcknowledged: boolean;
  reliableResponses: number;
};

export type HopResponse = {
  readonly status: number;
  readonly message: SipText;
  readonly arrived: boolean;
  isForwarded: boolean;
};

/** What a user agent knows of a call or another exchange: without a remote tag, an attempt that made no dialog yet. */
export type Dialog = {
  readonly owner: Actor;
  readonly callId: string;
  readonly localTag: string;
  /** Without tags. */
  readonly local: string;
  readonly remote: string;
  remoteTag: string | undefined;
  /** The user agent that gave the remote tag. */
  remoteActor: string | undefined;
  cseq: number;
  inviteCseq: number;
  target: string;
  routeSet: readonly string[];
  /** Who its messages come from and go to. */
  peer: string;
  event: string | undefined;
  rack: string | undefined;
  isConfirmed: boolean;
  /** The attempt that it came from. */
  readonly attempt: Dialog | undefined;
  /** Grows with every message of it. */
  lastUsed: number;
};

export const createsDialog: ReadonlySet<string> = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);
export const hasContact: ReadonlySet<string> = new Set([
  'INVITE',
  'SUBSCRIBE',
  'REFER',
  'NOTIFY',
  'UPDATE',
  'REGISTER',
]);

export const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  182: 'Queued',
  183: 'Session Progress',
  199: 'Early Dialog Terminated',
  200: 'OK',
  202: 'Accepted',
  204: 'No Notification',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Moved Temporarily',
  305: 'Use Proxy',
  380: 'Alternative Service',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  410: 'Gone',
  412: 'Conditional Request Failed',
  415: 'Unsupported Media Type',
  420: 'Bad Extension',
  421: 'Extension Required',
  422: 'Session Interval Too Small',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  484: 'Address Incomplete',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  600: 'Busy Everywhere',
  603: 'Decline',
  604: 'Does Not Exist Anywhere',
  606: 'Not Acceptable',
  607: 'Unwanted',
  608: 'Rejected',
};
