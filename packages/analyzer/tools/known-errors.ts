/** What another program says of a flow that we say otherwise. */
export type Difference = {
  readonly flow: string;
  readonly tool: 'tshark' | 'sngrep';
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
};

type KnownError = { readonly why: string; readonly covers: (difference: Difference) => boolean };

/** Where others (tshark 4.0.17, sngrep 1.6.0) are wrong, and why. */
export const knownErrors: readonly KnownError[] = [
  {
    why: 'tshark takes a message for none whose start line has two spaces, as some of the RFCs have it',
    covers: ({ tool, what, theirs, flow }) =>
      tool === 'tshark' && what === 'message' && theirs === 'none' && /rfc(366[56]|7131)\//.test(flow),
  },
  {
    why: 'sngrep leaves out Call-IDs that begin with a response, or with a request within a dialog, REFER or INFO',
    covers: ({ tool, what }) => tool === 'sngrep' && what === 'incomplete dialogs',
  },
  {
    why: 'tshark tells no retransmissions of ACK and of provisional responses',
    covers: ({ tool, what, ours }) => tool === 'tshark' && what === 'resend' && / (ACK|1\d\d) true$/.test(ours),
  },
  {
    why: 'tshark tells retransmissions by Call-ID, method and CSeq alone, whatever the branch and the Request-URI are',
    covers: ({ tool, what, ours, theirs }) =>
      tool === 'tshark' && what === 'resend' && ours.endsWith(' false') && theirs === 'true',
  },
  {
    why: 'tshark tells no retransmissions over TCP',
    covers: ({ tool, what, ours }) => tool === 'tshark' && what === 'resend over TCP' && ours.endsWith(' true'),
  },
];
