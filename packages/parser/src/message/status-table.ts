export type StatusRow = {
  readonly status: number;
  /** The reason phrase its RFC gives. */
  readonly reason: string;
  readonly rfc: number;
  readonly section: string;
};

const rows = [
  { status: 100, reason: 'Trying', rfc: 3261, section: '21.1.1' },
  { status: 180, reason: 'Ringing', rfc: 3261, section: '21.1.2' },
  { status: 181, reason: 'Call Is Being Forwarded', rfc: 3261, section: '21.1.3' },
  { status: 182, reason: 'Queued', rfc: 3261, section: '21.1.4' },
  { status: 183, reason: 'Session Progress', rfc: 3261, section: '21.1.5' },
  { status: 199, reason: 'Early Dialog Terminated', rfc: 6228, section: '11.1' },
  { status: 200, reason: 'OK', rfc: 3261, section: '21.2.1' },
  { status: 202, reason: 'Accepted', rfc: 6665, section: '8.3.1' },
  { status: 204, reason: 'No Notification', rfc: 5839, section: '7.1' },
  { status: 300, reason: 'Multiple Choices', rfc: 3261, section: '21.3.1' },
  { status: 301, reason: 'Moved Permanently', rfc: 3261, section: '21.3.2' },
  { status: 302, reason: 'Moved Temporarily', rfc: 3261, section: '21.3.3' },
  { status: 305, reason: 'Use Proxy', rfc: 3261, section: '21.3.4' },
  { status: 380, reason: 'Alternative Service', rfc: 3261, section: '21.3.5' },
  { status: 400, reason: 'Bad Request', rfc: 3261, section: '21.4.1' },
  { status: 401, reason: 'Unauthorized', rfc: 3261, section: '21.4.2' },
  { status: 402, reason: 'Payment Required', rfc: 3261, section: '21.4.3' },
  { status: 403, reason: 'Forbidden', rfc: 3261, section: '21.4.4' },
  { status: 404, reason: 'Not Found', rfc: 3261, section: '21.4.5' },
  { status: 405, reason: 'Method Not Allowed', rfc: 3261, section: '21.4.6' },
  { status: 406, reason: 'Not Acceptable', rfc: 3261, section: '21.4.7' },
  { status: 407, reason: 'Proxy Authentication Required', rfc: 3261, section: '21.4.8' },
  { status: 408, reason: 'Request Timeout', rfc: 3261, section: '21.4.9' },
  { status: 410, reason: 'Gone', rfc: 3261, section: '21.4.10' },
  { status: 412, reason: 'Conditional Request Failed', rfc: 3903, section: '11.2.1' },
  { status: 413, reason: 'Request Entity Too Large', rfc: 3261, section: '21.4.11' },
  { status: 414, reason: 'Request-URI Too Long', rfc: 3261, section: '21.4.12' },
  { status: 415, reason: 'Unsupported Media Type', rfc: 3261, section: '21.4.13' },
  { status: 416, reason: 'Unsupported URI Scheme', rfc: 3261, section: '21.4.14' },
  { status: 417, reason: 'Unknown Resource-Priority', rfc: 4412, section: '12.4' },
  { status: 420, reason: 'Bad Extension', rfc: 3261, section: '21.4.15' },
  { status: 421, reason: 'Extension Required', rfc: 3261, section: '21.4.16' },
  { status: 422, reason: 'Session Interval Too Small', rfc: 4028, section: '6' },
  { status: 423, reason: 'Interval Too Brief', rfc: 3261, section: '21.4.17' },
  { status: 424, reason: 'Bad Location Information', rfc: 6442, section: '8.4' },
  { status: 425, reason: 'Bad Alert Message', rfc: 8876, section: '5.1' },
  { status: 428, reason: 'Use Identity Header', rfc: 8224, section: '6.2.2' },
  { status: 429, reason: 'Provide Referrer Identity', rfc: 3892, section: '5' },
  { status: 430, reason: 'Flow Failed', rfc: 5626, section: '11.5' },
  { status: 433, reason: 'Anonymity Disallowed', rfc: 5079, section: '6' },
  { status: 436, reason: 'Bad Identity Info', rfc: 8224, section: '6.2.2' },
  { status: 437, reason: 'Unsupported Credential', rfc: 8224, section: '6.2.2' },
  { status: 438, reason: 'Invalid Identity Header', rfc: 8224, section: '6.2.2' },
  { status: 439, reason: 'First Hop Lacks Outbound Support', rfc: 5626, section: '11.6' },
  { status: 440, reason: 'Max-Breadth Exceeded', rfc: 5393, section: '6.2' },
  { status: 469, reason: 'Bad Info Package', rfc: 6086, section: '11.6' },
  { status: 470, reason: 'Consent Needed', rfc: 5360, section: '6.1' },
  { status: 480, reason: 'Temporarily Unavailable', rfc: 3261, section: '21.4.18' },
  { status: 481, reason: 'Call/Transaction Does Not Exist', rfc: 3261, section: '21.4.19' },
  { status: 482, reason: 'Loop Detected', rfc: 3261, section: '21.4.20' },
  { status: 483, reason: 'Too Many Hops', rfc: 3261, section: '21.4.21' },
  { status: 484, reason: 'Address Incomplete', rfc: 3261, section: '21.4.22' },
  { status: 485, reason: 'Ambiguous', rfc: 3261, section: '21.4.23' },
  { status: 486, reason: 'Busy Here', rfc: 3261, section: '21.4.24' },
  { status: 487, reason: 'Request Terminated', rfc: 3261, section: '21.4.25' },
  { status: 488, reason: 'Not Acceptable Here', rfc: 3261, section: '21.4.26' },
  { status: 489, reason: 'Bad Event', rfc: 6665, section: '8.3.2' },
  { status: 491, reason: 'Request Pending', rfc: 3261, section: '21.4.27' },
  { status: 493, reason: 'Undecipherable', rfc: 3261, section: '21.4.28' },
  { status: 494, reason: 'Security Agreement Required', rfc: 3329, section: '6.4' },
  { status: 500, reason: 'Server Internal Error', rfc: 3261, section: '21.5.1' },
  { status: 501, reason: 'Not Implemented', rfc: 3261, section: '21.5.2' },
  { status: 502, reason: 'Bad Gateway', rfc: 3261, section: '21.5.3' },
  { status: 503, reason: 'Service Unavailable', rfc: 3261, section: '21.5.4' },
  { status: 504, reason: 'Server Time-out', rfc: 3261, section: '21.5.5' },
  { status: 505, reason: 'Version Not Supported', rfc: 3261, section: '21.5.6' },
  { status: 513, reason: 'Message Too Large', rfc: 3261, section: '21.5.7' },
  { status: 555, reason: 'Push Notification Service Not Supported', rfc: 8599, section: '8.1' },
  { status: 580, reason: 'Precondition Failure', rfc: 3312, section: '8' },
  { status: 600, reason: 'Busy Everywhere', rfc: 3261, section: '21.6.1' },
  { status: 603, reason: 'Decline', rfc: 3261, section: '21.6.2' },
  { status: 604, reason: 'Does Not Exist Anywhere', rfc: 3261, section: '21.6.3' },
  { status: 606, reason: 'Not Acceptable', rfc: 3261, section: '21.6.4' },
  { status: 607, reason: 'Unwanted', rfc: 8197, section: '5.1' },
  { status: 608, reason: 'Rejected', rfc: 8688, section: '5.1' },
] as const;

/** A registered status code. */
export type StatusCode = (typeof rows)[number]['status'];

/** The registered status codes. */
export const statusTable: readonly (StatusRow & { readonly status: StatusCode })[] = rows;

let reasons: ReadonlyMap<number, string> | undefined;

/** The registered reason phrase, or that of the class where the code is not registered. RFC 3261 §8.1.3.2. */
export function reasonOf(status: number): string | undefined {
  reasons ??= new Map(rows.map((row) => [row.status, row.reason]));
  return reasons.get(status) ?? reasons.get(status < 200 ? 183 : Math.floor(status / 100) * 100);
}
