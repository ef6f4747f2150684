import type { ListName } from '../rows.ts';
import type { Filter } from './filter.ts';

/** Other names of fields: Wireshark's, and those people expect. */
export type FieldAlias = {
  /** As it is shown. */
  readonly name: string;
  /** The fields it means: any of them. */
  readonly keys: readonly string[];
  /** What a row must be as well: Wireshark's `udp.port` is a port of UDP only. */
  readonly also?: Filter;
  /**
   * How a value is meant. `host`: the host of a URI. `flag`: `1` and `0`, too. `seconds`: after the beginning of the
   * capture.
   */
  readonly values?: 'host' | 'flag' | 'seconds';
};

type Meaning = readonly string[] | (Omit<FieldAlias, 'name'> & { readonly length?: never });
type Aliases = Readonly<Record<string, Meaning>>;

const isRequest = only('kind', 'request');

function only(key: string, ...values: readonly string[]): Filter {
  return {
    kind: 'is',
    key,
    choices: values.map((text) => ({ kind: 'value', value: { text, quoted: true } })),
  };
}

function host(...keys: readonly string[]): Meaning {
  return { keys, values: 'host' };
}

/** The names Wireshark gives the parts of a field that holds a URI. */
function uri(name: string, key: string): Aliases {
  return {
    [`sip.${name}`]: [key],
    [`sip.${name}.addr`]: [key],
    [`sip.${name}.user`]: [key],
    [`sip.${name}.host`]: host(key),
  };
}

function fromAndTo(from: string, to: string): Aliases {
  return { ...uri('from', from), ...uri('to', to) };
}

/** Of addresses with their ports, or without. */
function addresses(source: readonly string[], destination: readonly string[]): Aliases {
  const both = [...new Set([...source, ...destination])];
  return {
    'ip.src': source,
    'ip.dst': destination,
    'ip.addr': both,
    'ip.host': both,
    'ipv6.src': source,
    'ipv6.dst': destination,
    'ipv6.addr': both,
    ip: both,
  };
}

function ports(): Aliases {
  const over = (protocol: string, ...transports: readonly string[]): Aliases => {
    const also = only('transport', ...transports);
    return {
      [`${protocol}.srcport`]: { keys: ['srcPort'], also },
      [`${protocol}.dstport`]: { keys: ['dstPort'], also },
      [`${protocol}.port`]: { keys: ['srcPort', 'dstPort'], also },
    };
  };
  return {
    ...over('udp', 'UDP'),
    ...over('tcp', 'TCP', 'TLS', 'WS', 'WSS'),
    ...over('sctp', 'SCTP'),
    port: ['srcPort', 'dstPort'],
  };
}

function times(key: string): Aliases {
  return {
    'frame.time': [key],
    'frame.time_epoch': [key],
    'frame.time_relative': { keys: [key], values: 'seconds' },
    ...(key === 'time' ? {} : { time: [key] }),
  };
}

const callIds: Aliases = { 'sip.Call-ID': ['callIds'], callId: ['callIds'] };
const state: Aliases = {
  'sip.Event': ['event'],
  'sip.Call-ID': ['callId'],
  'sip.Status-Code': ['status'],
  'sip.Expires': ['expiresSeconds'],
  'sip.Allow-Events': ['allowEvents'],
  'frame.number': ['messages'],
};

const aliases: { readonly [Name in ListName]: Aliases } = {
  messages: {
    ...times('time'),
    ...addresses(['srcIp'], ['dstIp']),
    ...ports(),
    ...fromAndTo('fromUri', 'toUri'),
    ...uri('r-uri', 'requestUri'),
    'frame.number': ['frame'],
    'sip.Method': { keys: ['method'], also: isRequest },
    'sip.CSeq.method': ['method'],
    'sip.CSeq.seq': ['cseq'],
    'sip.Status-Code': ['status'],
    'sip.Call-ID': ['callId'],
    'sip.from.tag': ['fromTag'],
    'sip.to.tag': ['toTag'],
    'sip.tag': ['fromTag', 'toTag'],
    'sip.Via.branch': ['branch'],
    'sip.User-Agent': ['userAgent'],
    'sip.Server': ['userAgent'],
    'sip.Content-Type': ['bodyType'],
    'sip.Content-Length': ['bodyLength'],
    'sip.resend': { keys: ['retransmission'], values: 'flag' },
    from: ['fromUri'],
    to: ['toUri'],
    src: ['srcIp'],
    dst: ['dstIp'],
  },
  transactions: {
    ...times('started'),
    ...addresses(['client'], ['server']),
    'frame.number': ['messages'],
    'sip.Method': ['method'],
    'sip.CSeq.method': ['method'],
    'sip.CSeq.seq': ['cseq'],
    'sip.Status-Code': ['finalStatus', 'provisional'],
    'sip.Call-ID': ['callId'],
    'sip.Via.branch': ['branch'],
    'sip.response-time': ['finalMs'],
    status: ['finalStatus'],
  },
  dialogs: {
    ...times('started'),
    ...addresses(['hops'], ['hops']),
    'sip.Call-ID': ['callId'],
    'sip.from.tag': ['localTag'],
    'sip.to.tag': ['remoteTag'],
    'sip.tag': ['localTag', 'remoteTag'],
    'sip.Route': ['routeSet'],
    'sip.Record-Route': ['routeSet'],
    'sip.Session-Expires': ['sessionExpires'],
    'sip.Reason': ['endReason'],
  },
  calls: {
    ...times('started'),
    ...addresses(['participants'], ['participants']),
    ...fromAndTo('from', 'to'),
    ...callIds,
    'sip.Status-Code': ['status'],
    'sip.Reason': ['reasons'],
    number: ['fromNumber', 'toNumber'],
    party: ['from', 'to'],
  },
  registrations: {
    ...times('started'),
    ...addresses(['clients'], ['registrar']),
    ...fromAndTo('registrant', 'aor'),
    ...uri('contact', 'contacts'),
    ...callIds,
    'frame.number': ['messages'],
    'sip.User-Agent': ['userAgent'],
    'sip.Server': ['server'],
    'sip.Expires': ['expiresSeconds'],
    'sip.Path': ['path'],
    'sip.Service-Route': ['serviceRoute'],
    'sip.P-Associated-URI': ['associatedUris'],
    from: ['registrant'],
    to: ['aor'],
  },
  subscriptions: {
    ...times('started'),
    ...addresses(['subscriberAddress'], ['notifierAddress']),
    ...fromAndTo('subscriber', 'notifier'),
    ...state,
    'sip.Subscription-State': ['state'],
    'sip.Refer-To': ['referTo'],
    from: ['subscriber'],
    to: ['notifier'],
  },
  publications: {
    ...times('started'),
    ...addresses(['publisherAddress'], ['agentAddress']),
    ...fromAndTo('publisher', 'resource'),
    ...state,
    'sip.ETag': ['entityTags'],
    'sip.If-Match': ['entityTags'],
    from: ['publisher'],
    to: ['resource'],
  },
  conversations: {
    ...times('started'),
    ...fromAndTo('from', 'to'),
    'frame.number': ['messages'],
  },
  streams: {
    ...times('started'),
    ...addresses(['srcIp'], ['dstIp']),
    'udp.srcport': ['srcPort'],
    'udp.dstport': ['dstPort'],
    'udp.port': ['srcPort', 'dstPort'],
    port: ['srcPort', 'dstPort'],
    'rtp.ssrc': ['ssrc'],
    'rtp.p_type': ['payloadTypes'],
    'sdp.mime.type': ['codec'],
    'ip.dsfield.dscp': ['dscp'],
    'frame.number': ['firstFrame', 'lastFrame', 'maxDeltaFrame'],
    src: ['srcIp'],
    dst: ['dstIp'],
  },
  kpis: { ...times('started') },
  findings: {
    ...times('time'),
    ...addresses(['source'], ['destination']),
    'frame.number': ['frame'],
    'sip.User-Agent': ['userAgent'],
    'sip.Server': ['userAgent'],
    src: ['source'],
    dst: ['destination'],
  },
};

/** All other names of a list's fields. */
export function fieldAliases(list: ListName): readonly FieldAlias[] {
  return Object.entries(aliases[list]).map(([name, meaning]) =>
    meaning.length === undefined ? { name, ...meaning } : { name, keys: meaning },
  );
}

const known = new Map<ListName, ReadonlyMap<string, FieldAlias>>();

/** `name` in any case. */
export function fieldAlias(list: ListName, name: string): FieldAlias | undefined {
  let ofList = known.get(list);
  if (ofList === undefined) {
    ofList = new Map(fieldAliases(list).map((alias) => [alias.name.toLowerCase(), alias]));
    known.set(list, ofList);
  }
  return ofList.get(name.toLowerCase());
}

/** The lists in which something is called so, of a row or by another name. */
export function listsWith(name: string, keysOf: (list: ListName) => readonly string[]): readonly ListName[] {
  // The keys are the names of lists.
  return (Object.keys(aliases) as ListName[]).filter(
    (list) =>
      fieldAlias(list, name) !== undefined || keysOf(list).some((key) => key.toLowerCase() === name.toLowerCase()),
  );
}
