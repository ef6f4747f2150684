import type { HostPort } from '../header/host-port.ts';
import { type Via, ViaParm } from '../header/via.ts';
import { viaForms } from '../grammar/via-forms.ts';
import {
  digitsUpTo,
  either,
  flag,
  host,
  isHost,
  type ParameterForm,
  token,
  unquoted,
} from '../grammar/parameter-form.ts';
import { checkIpv6, isIpv4 } from '../grammar/check-host.ts';
import { isDigits } from '../text/character-class.ts';
import { maxPort } from '../text/number-range.ts';
import { lowerCase } from '../text/lower-case.ts';
import { shown, tokenText } from './checked-text.ts';
import { formsOf, parametersOf, type ParametersInput, withParameters } from './parameters-input.ts';

/** A host and, where it is not the default, a port: `'pc33.example.com:5070'`, `{ host: '192.0.2.1', port: 5070 }`. */
export type HostPortInput = string | (Pick<HostPort, 'host'> & Partial<HostPort>);

/** A Via to be written: one that was read, or `{ transport: 'UDP', sentBy: 'pc33.example.com', branch: 'z9hG4bK…' }`. RFC 3261 §20.42. */
export type ViaInput = {
  /** `SIP/2.0` unless it is said. */
  readonly protocol?: string | undefined;
  readonly transport: string;
  readonly sentBy: HostPortInput;
  readonly branch?: string | undefined;
  readonly received?: string | undefined;
  /** `true` asks for it. RFC 3581 §3. */
  readonly rport?: number | true | undefined;
  readonly params?: ParametersInput | undefined;
};

const address: ParameterForm = unquoted(
  'an IP address without brackets',
  (text) => isIpv4(text) || (!text.startsWith('[') && checkIpv6(text) === undefined),
);

/** The parameters whose forms the rule of Via looks at by itself. */
const ownForms: ReadonlyMap<string, ParameterForm> = new Map([
  ['branch', token],
  ['received', address],
  ['rport', either(flag, digitsUpTo(maxPort))],
  ['ttl', digitsUpTo(255)],
  ['maddr', host],
]);
const otherForms = formsOf(viaForms);

/** A Via as it is to be written. A RangeError tells what cannot be. */
export function viaParts(input: ViaInput): Pick<Via, 'protocol' | 'transport' | 'sentBy' | 'params'> {
  const { protocol = 'SIP/2.0', transport, sentBy, branch, received, rport } = input;
  for (const word of protocol.split('/')) tokenText(word, 'The protocol of a Via');
  const params = parametersOf(input.params, viaForm);
  return {
    protocol,
    transport: tokenText(transport, 'The transport of a Via'),
    sentBy: input instanceof ViaParm ? input.sentBy : hostPortParts(sentBy),
    // Of a Via that was read they are among its parameters.
    params: input instanceof ViaParm ? params : withParameters(params, { branch, rport, received }, viaForm),
  };
}

/** A host and a port as they are to be written. */
export function hostPortParts(input: HostPortInput): HostPort {
  const parts = typeof input === 'string' ? splitHostPort(input) : input;
  const { host: name, port } = parts;
  if (!isHost(name)) throw new RangeError(`A host cannot be written: ${shown(name)}`);
  if (port === undefined) return { host: name, port, text: name };
  if (!Number.isInteger(port) || port < 0 || port > maxPort) throw new RangeError(`A port cannot be written: ${port}`);
  return { host: name, port, text: portText(parts) };
}

/** As it was read where that says the same: with the zeros before the port. */
function portText({ host: name, port, text }: Exclude<HostPortInput, string>): string {
  const digits = text?.startsWith(`${name}:`) === true ? text.slice(name.length + 1) : '';
  return isDigits(digits) && Number(digits) === port ? `${name}:${digits}` : `${name}:${port}`;
}

function splitHostPort(text: string): Pick<HostPort, 'host' | 'port'> {
  const colon = text.lastIndexOf(':');
  if (colon <= text.lastIndexOf(']')) return { host: text, port: undefined };
  const port = text.slice(colon + 1);
  return { host: text.slice(0, colon), port: isDigits(port) ? Number(port) : Number.NaN };
}

function viaForm(name: string): ParameterForm | undefined {
  return ownForms.get(lowerCase(name)) ?? otherForms(name);
}
