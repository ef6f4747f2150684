import { hasToken, type HttpHead } from './http-head.ts';

/** How one side compresses its messages. RFC 7692 §7.1. */
export type SideCompression = {
  /** How much of its earlier messages a message may repeat; 0: nothing. */
  readonly windowBytes: number;
};

/** What a server agreed to in its response with status 101. */
export type Upgrade = {
  /** Absent: no message is compressed. */
  readonly compression: { readonly client: SideCompression; readonly server: SideCompression } | undefined;
  /** Whether the subprotocol is `sip`: nothing else may be sent then. RFC 7118 §4.1. */
  readonly isForSip: boolean;
};

const extension = 'permessage-deflate';
const maxWindowBits = 15;

/** Whether a request asks for an upgrade to WebSocket, whatever it is for. RFC 6455 §4.1, RFC 7118 §4.1. */
export function isUpgradeRequest({ fields }: HttpHead): boolean {
  return hasToken(fields.get('upgrade'), 'websocket');
}

/** Whether SIP is asked for, or agreed on. RFC 7118 §4.1. */
export function isForSip({ fields }: HttpHead): boolean {
  return hasToken(fields.get('sec-websocket-protocol'), 'sip');
}

/** The status of a response. */
export function statusOf({ firstLine }: HttpHead): number {
  return Number(firstLine.slice(9, 12));
}

/** What the server agreed to; `undefined` where the response switches to no WebSocket. RFC 6455 §4.2.2. */
export function readUpgrade(head: HttpHead): Upgrade | undefined {
  if (statusOf(head) !== 101 || !isUpgradeRequest(head)) return undefined;
  const parameters = agreedParameters(head.fields.get('sec-websocket-extensions') ?? '');
  if (parameters === undefined) return { compression: undefined, isForSip: isForSip(head) };
  const compression = { client: sideOf(parameters, 'client'), server: sideOf(parameters, 'server') };
  return { compression, isForSip: isForSip(head) };
}

/** `permessage-deflate; client_no_context_takeover; server_max_window_bits=10`. RFC 6455 §9.1. */
function agreedParameters(extensions: string): ReadonlyMap<string, string> | undefined {
  for (const one of extensions.split(',')) {
    const [name = '', ...rest] = one.split(';').map((part) => part.trim());
    if (name.toLowerCase() !== extension) continue;
    return new Map(rest.map((parameter) => readParameter(parameter)));
  }
  return undefined;
}

function readParameter(parameter: string): [name: string, value: string] {
  const equals = parameter.indexOf('=');
  if (equals === -1) return [parameter.toLowerCase(), ''];
  const value = parameter.slice(equals + 1).trim();
  return [parameter.slice(0, equals).trim().toLowerCase(), value.replaceAll('"', '')];
}

function sideOf(parameters: ReadonlyMap<string, string>, side: 'client' | 'server'): SideCompression {
  if (parameters.has(`${side}_no_context_takeover`)) return { windowBytes: 0 };
  const bits = Number(parameters.get(`${side}_max_window_bits`) ?? maxWindowBits);
  return { windowBytes: 2 ** (bits >= 8 && bits <= maxWindowBits ? bits : maxWindowBits) };
}
