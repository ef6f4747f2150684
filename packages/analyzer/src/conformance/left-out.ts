/** A rule of the catalogue that is not asked, and why. */
export type LeftOut = { readonly id: string; readonly reason: string };

export const leftOut: readonly LeftOut[] = [
  {
    id: 'ICE-006',
    reason:
      'Checks of connectivity (STUN) are told from media and not kept: their requests, responses and error codes are not known per pair of candidates.',
  },
  {
    id: 'ICE-007',
    reason: 'Which pair was nominated stands in checks of connectivity (STUN), which are not kept.',
  },
  {
    id: 'DTL-004',
    reason:
      'Of a handshake of DTLS that came to nothing there is no stream to tell it of; of one that failed on a path that ICE gave up it would be told wrongly.',
  },
  {
    id: 'SDP-OA-023',
    reason:
      'Changes that were carried out before a re-INVITE failed may stay (RFC 6141 §3.2), so media elsewhere after it proves nothing.',
  },
  {
    id: 'SIP-OUT-003',
    reason:
      'Keep-alives are no SIP messages: rules see messages, and how often CRLF or STUN went over a flow is not among what they are told.',
  },
  {
    id: 'SIP-OUT-004',
    reason: 'Ping and pong are no SIP messages: rules are not told of them.',
  },
  {
    id: 'SIP-OUT-007',
    reason: 'Keep-alives are no SIP messages: rules are not told of them.',
  },
  {
    id: 'SIP-TXN-010',
    reason:
      'Whether a proxy still knew a transaction when it forwarded a response cannot be told from outside: its request may have gone over hops that were not captured.',
  },
  {
    id: 'SIP-TRP-004',
    reason:
      'How TCP connections end is not kept beside messages; what an end cost shows as requests without a response (SIP-TXN-004, SIP-TXN-005).',
  },
  {
    id: 'SIP-TRP-006',
    reason:
      'The upgrade to WebSocket is HTTP and no message; what follows it is read as SIP by its text, whatever was agreed on.',
  },
  {
    id: 'SIP-TRP-008',
    reason: 'The payload protocol of SCTP decides what is read as SIP, and is not kept beside messages.',
  },
  {
    id: 'SEC-016',
    reason:
      'Versions, suites and certificates stand in handshakes of TLS, which are no SIP messages: rules are told of what was decrypted only, and of TLS 1.3 the certificates are encrypted.',
  },
  {
    id: 'IMS-011',
    reason:
      'Whether early media was sent is known of streams, P-Early-Media of messages: no rule sees both, and media often goes another way than the signalling that was captured.',
  },
  {
    id: 'IMS-017',
    reason:
      'A refusal does not say that it is for Accept-Contact: the contacts a proxy compared, and how it weighed them (RFC 3841 §7.2), are not in the capture.',
  },
  {
    id: 'SIP-SYN-048',
    reason:
      'Line breaks before a start line are legal (RFC 3261 §7.5) and taken away where messages are found: how many there were is counted for a capture, not for a message.',
  },
];
