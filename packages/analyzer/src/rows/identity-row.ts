/** Who calls and who is called, by the words of a call's messages. */
export type IdentitySection = {
  readonly claims: readonly IdentityClaim[];
  /** Claims not listed, where there are too many. */
  readonly moreClaims?: number;
  /** Where elements on the way changed what is said of the caller. */
  readonly changes?: readonly IdentityChange[];
  /** RFC 3323: what is asked for, and where. */
  readonly privacy?: readonly { readonly values: readonly string[]; readonly frames: readonly number[] }[];
  readonly passports?: readonly PassportRow[];
  /** Challenges and what came of them. */
  readonly authentication?: readonly AuthenticationRow[];
};

/** A challenge to a request, and how it was answered. RFC 3261 §22. */
export type AuthenticationRow = {
  /** Of the request. */
  readonly method: string;
  /** 401, or 407 of a proxy. */
  readonly status: number;
  /** Endpoints: who challenges, and who is challenged. */
  readonly by: string;
  readonly to: string;
  /** As written: `Digest`, `Bearer` … */
  readonly scheme: string;
  readonly realm?: string;
  /** As written. */
  readonly algorithm?: string;
  /** Why it asks: `none-given`, `stale`, `refused` … */
  readonly reason: string;
  readonly user?: string;
  /** `asked-again`: what was sent is not called wrong, a new one is wanted. `answered`: the capture does not tell what came of it. */
  readonly outcome: 'accepted' | 'refused' | 'asked-again' | 'answered' | 'unanswered';
  /** Where a password of the user is known: whether the answer was made with it, and whether the server knows it too (RFC 7616 §3.5). */
  readonly password?: 'right' | 'wrong';
  readonly serverPassword?: 'right' | 'wrong';
  /** What does not fit in the answer: `nonce-replayed`, `uri-differs` … */
  readonly problems?: readonly string[];
  readonly frames: readonly number[];
};

export type IdentityField =
  | 'From'
  | 'To'
  | 'P-Asserted-Identity'
  | 'P-Preferred-Identity'
  | 'Remote-Party-ID'
  | 'P-Called-Party-ID';

/** One statement of who a party is. */
export type IdentityClaim = {
  readonly field: IdentityField;
  readonly party: 'caller' | 'called';
  readonly uri: string;
  readonly displayName?: string;
  /** What the network says of the number's verification: `TN-Validation-Passed` … TS 24.229 §7.2A.20. */
  readonly verstat?: string;
  /** Of Remote-Party-ID: whether the number was checked. */
  readonly screen?: string;
  /** Of Remote-Party-ID: what is not to be shown. */
  readonly privacy?: readonly string[];
  /** It says nothing of who it is: RFC 3323 §4.1.1.3, RFC 3261 §8.1.1.3. */
  readonly anonymous?: true;
  /** Endpoints that said so, in order. */
  readonly senders: readonly string[];
  readonly frames: readonly number[];
};

/** What an element on the way made of a claim. */
export type IdentityChange = {
  readonly field: IdentityField;
  /** Absent where the element added it. */
  readonly before?: string;
  /** Absent where the element took it away. */
  readonly after?: string;
  /** The element: the endpoint that sent the second of the frames. */
  readonly at: string;
  /** The message it got, and what it made of it. */
  readonly frames: readonly number[];
};

/** A signed statement about who calls. RFC 8224, RFC 8225. */
export type PassportRow = {
  /** `compact`: header and claims are made again from the message (RFC 8224 §4.1). `RFC 4474`: the older kind, which is no PASSporT. */
  readonly form: 'full' | 'compact' | 'RFC 4474';
  /** `shaken`, `div`, `rph` …; absent of the plain kind. */
  readonly ppt?: string;
  readonly alg?: string;
  /** Where its certificate lies. */
  readonly x5u?: string;
  readonly orig?: readonly string[];
  readonly dest?: readonly string[];
  /** `A`, `B` or `C`. RFC 8588 §4. */
  readonly attest?: string;
  /** The same in words. */
  readonly attestation?: string;
  /** RFC 8588 §5. */
  readonly origid?: string;
  /** Who diverted the call. RFC 8946 §3. */
  readonly div?: readonly string[];
  /** Resource priorities that are vouched for. RFC 8443 §3. */
  readonly rph?: readonly string[];
  /** RFC 9027 §4. */
  readonly sph?: string;
  /** When it was signed. */
  readonly issued?: string;
  /** From then to the message in the capture; negative where the clocks say the message came first. */
  readonly ageSeconds?: number;
  /** From then to what the message's Date says. */
  readonly dateDifferenceSeconds?: number;
  /** Whether both are within 60 s (RFC 8224 §6.2). */
  readonly fresh?: boolean;
  /** Where it says something else than the message does, and other faults: whole sentences. */
  readonly differences?: readonly string[];
  readonly signature: PassportSignature;
  /** The endpoint that first sent it, having got the request without it. */
  readonly addedBy?: string;
  readonly frames: readonly number[];
};

export type PassportSignature = {
  readonly verdict: 'right' | 'wrong' | 'not checked';
  /** A whole sentence. */
  readonly why?: string;
  /** Of the certificate by which it was checked. */
  readonly certificate?: string;
};
