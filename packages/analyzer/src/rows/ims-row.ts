import type { Evidence, ImsRole } from './participant-row.ts';

/** What the header fields of the IP multimedia subsystem say in a call. 3GPP TS 24.229, RFC 7315. */
export type ImsSection = {
  /** The networks through which devices reach theirs. */
  readonly accessNetworks?: readonly AccessNetworkRow[];
  readonly visitedNetworks?: readonly ValueRow[];
  readonly chargingVectors?: readonly ChargingVectorRow[];
  readonly chargingFunctions?: readonly ValueRow[];
  /** RFC 6050: what was asked for, and what the network says it is. */
  readonly services?: readonly ValueRow[];
  /** Whom the network means: P-Associated-URI, P-Called-Party-ID, P-Served-User, P-Profile-Key, P-User-Database. */
  readonly users?: readonly ValueRow[];
  /** Path and Service-Route. */
  readonly routes?: readonly ValueRow[];
  /** RFC 3329 and TS 33.203: how the way between a device and its P-CSCF is protected. */
  readonly security?: readonly SecurityAgreementRow[];
  /** Feature-Caps (RFC 6809). */
  readonly features?: readonly ValueRow[];
  /** RFC 3312: resources that are to be there before the callee is alerted, step by step. */
  readonly preconditions?: readonly PreconditionRow[];
  readonly emergency?: readonly Evidence[];
  /** Hints of handing the call over between access networks (TS 24.237). */
  readonly continuity?: readonly Evidence[];
  /** Which element of the network each endpoint is, as far as there is evidence; the surest first of each. */
  readonly nodes?: readonly ImsNodeRow[];
};

/** What a field says. */
export type ValueRow = {
  readonly field: string;
  readonly value: string;
  /** Endpoints that sent it, in order. */
  readonly senders: readonly string[];
  readonly frames: readonly number[];
};

export type AccessNetworkRow = ValueRow & {
  readonly type: string;
  readonly cell?: CellIdentity;
  /** The network says so, not the device. */
  readonly networkProvided?: true;
};

/** A cell by its parts; TS 24.229 §7.2A.4. */
export type CellIdentity = {
  readonly mcc: string;
  readonly mnc: string;
  /** Location or tracking area code, hexadecimal. */
  readonly area: string;
  /** Hexadecimal. */
  readonly cell: string;
};

export type ChargingVectorRow = {
  readonly icid: string;
  readonly generatedAt?: string;
  readonly origIoi?: string;
  readonly termIoi?: string;
  readonly transitIoi?: readonly string[];
  readonly relatedIcid?: string;
  /** More than one where it joins legs. */
  readonly callIds: readonly string[];
  readonly frames: readonly number[];
};

export type SecurityAgreementRow = {
  /** What was agreed: `ipsec-3gpp` … */
  readonly mechanism: string;
  readonly algorithm?: string;
  readonly encryption?: string;
  /** Of the device and of the server: where they send from and where they are reached, once protected. */
  readonly client?: SecurityEnd;
  readonly server?: SecurityEnd;
  /** Mechanisms that the device offered. */
  readonly offered?: readonly string[];
  /** Whether the device gave back what the server listed, as RFC 3329 §2.3.1 asks. */
  readonly verified?: boolean;
  /** Messages over the protected ports. */
  readonly protectedFrames?: readonly number[];
  readonly callId?: string;
  readonly frames: readonly number[];
};

export type SecurityEnd = {
  readonly ip: string;
  readonly portClient?: number;
  readonly portServer?: number;
  readonly spiClient?: number;
  readonly spiServer?: number;
};

export type PreconditionRow = {
  readonly frame: number;
  readonly sender: string;
  /** `INVITE`, `183` … */
  readonly message: string;
  readonly media: string;
  /** `qos` … */
  readonly type: string;
  /** `local none`, `e2e sendrecv` … */
  readonly current: readonly string[];
  /** `mandatory local sendrecv` … */
  readonly desired: readonly string[];
  /** Whether all that is mandatory is there by the sender's word. */
  readonly met: boolean;
};

export type ImsNodeRow = {
  readonly endpoint: string;
  readonly role: ImsRole;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
};
