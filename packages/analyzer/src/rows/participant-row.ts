/** What shows something: a whole sentence, and the frames it was read from. */
export type Evidence = { readonly sentence: string; readonly frames: readonly number[] };

/** What a participant does in a call, or is in a network. */
export type ParticipantRole =
  | 'caller'
  | 'callee'
  | 'proxy'
  | 'B2BUA'
  | 'registrar'
  | 'redirect server'
  | 'conference focus'
  | 'gateway'
  | 'recording client'
  | 'recording server'
  | ImsRole;

/** The elements of 3GPP TS 23.228 that speak SIP. */
export type ImsRole =
  | 'UE'
  | 'P-CSCF'
  | 'I-CSCF'
  | 'S-CSCF'
  | 'E-CSCF'
  | 'application server'
  | 'BGCF'
  | 'MGCF'
  | 'MRFC'
  | 'IBCF'
  | 'ATCF'
  | 'SBC';

export type RoleRow = {
  readonly role: ParticipantRole;
  /** From 0 to 1; only of what is guessed. */
  readonly confidence?: number;
  readonly evidence: readonly Evidence[];
};

/** A device or server: one or several endpoints. */
export type ParticipantRow = {
  readonly id: string;
  readonly name?: string;
  /** Where the name comes from: the user, the capture's name resolution, User-Agent or Server, or a host name it gives itself. */
  readonly nameFrom?: 'alias' | 'capture' | 'user-agent' | 'host';
  /** `ip:port`, in order of appearance. */
  readonly endpoints: readonly string[];
  /** Endpoints not listed, where there are too many. */
  readonly moreEndpoints?: number;
  /** Why several endpoints are taken to be one. */
  readonly merged?: readonly Evidence[];
  /** Host names it gives itself, in Via and Contact. */
  readonly hosts?: readonly string[];
  /** User-Agent or Server, as written. */
  readonly userAgents?: readonly string[];
  /** The first of these, by its own words. */
  readonly product?: { readonly name: string; readonly version?: string };
  /** URN of the device (RFC 5626 §4.1). */
  readonly instance?: string;
  readonly roles?: readonly RoleRow[];
  /** What shows that its address is translated on the way. */
  readonly nat?: readonly Evidence[];
  /** It sent. */
  readonly messages: number;
};
