import { isDigits, isHex } from '../text/character-class.ts';
import { quotedUri } from './extension-forms.ts';
import {
  digits,
  either,
  flag,
  hex,
  host,
  isHost,
  oneOf,
  type ParameterForm,
  type ParameterForms,
  parameterForms,
  quotedOf,
  quotedString,
  token,
  tokenOrQuoted,
  unquoted,
} from './parameter-form.ts';

/** `gen-value`, but not nothing; an address in brackets has been looked at. */
const genValue: ParameterForm = either(
  tokenOrQuoted,
  unquoted('a host', (value) => value.startsWith('[')),
);
/** `hostport` */
const hostPort = unquoted('a host, or a host and a port', isHostPort);

/** `1*HEXDIG` */
export const hexDigits: ParameterForm = hex;
export const hexUpTo16: ParameterForm = hexUpTo(16);
export const hexUpTo48: ParameterForm = hexUpTo(48);

/** `"urn:urn-7:" top-level *("." sub-service-id)`. RFC 6050 §4.4. */
export const serviceIdForm: ParameterForm = unquoted('urn:urn-7: and a service', (value) =>
  /^urn:urn-7:[a-z\d-]{1,27}(?:\.[a-z\d-]+)*$/i.test(value),
);

/** RFC 7315 §5.4, RFC 7913 §2. */
export const accessForms: ParameterForms = parameterForms({
  'cgi-3gpp': tokenOrQuoted,
  'utran-cell-id-3gpp': tokenOrQuoted,
  'utran-sai-3gpp': tokenOrQuoted,
  'dsl-location': tokenOrQuoted,
  'eth-location': tokenOrQuoted,
  'fiber-location': tokenOrQuoted,
  'gstn-location': tokenOrQuoted,
  'i-wlan-node-id': tokenOrQuoted,
  'ci-3gpp2': tokenOrQuoted,
  'ci-3gpp2-femto': tokenOrQuoted,
  'operator-specific-gi': tokenOrQuoted,
  'dvb-rcs2-node-id': quotedString,
  'local-time-zone': quotedString,
  'network-provided': flag,
});
/** RFC 7315 §5.5. */
export const chargingAddressForms: ParameterForms = parameterForms({
  ccf: genValue,
  ecf: genValue,
  'ccf-2': genValue,
  'ecf-2': genValue,
});
/** RFC 7315 §5.6. */
export const chargingForms: ParameterForms = parameterForms({
  'icid-value': genValue,
  'icid-generated-at': host,
  'orig-ioi': genValue,
  'term-ioi': genValue,
  'transit-ioi': quotedOf('networks like "a.1, void" in quotes', isTransitIoiList),
  'related-icid': genValue,
  'related-icid-generated-at': host,
});
/** RFC 8498 §6.2. */
export const servedUserForms: ParameterForms = parameterForms({
  sescase: oneOf('orig', 'term'),
  regstate: oneOf('unreg', 'reg'),
  'orig-cdiv': flag,
});
/** RFC 5318 §5. */
export const refusedForms: ParameterForms = parameterForms({ members: quotedString });
/** RFC 5503 §5.1. */
export const traceForms: ParameterForms = parameterForms({
  timestamp: unquoted('seconds', (value) => /^\d+(?:\.\d+)?$/.test(value)),
});
/** RFC 5503 §7.1. */
export const billingForms: ParameterForms = parameterForms({
  rksgroup: token,
  charge: quotedUri,
  calling: quotedUri,
  called: quotedUri,
  routing: quotedUri,
  locroute: quotedUri,
  jip: quotedOf('digits and jip-context in quotes', (text) =>
    /^[\da-f*#().-]+;jip-context=\+[\d().-][\da-f*#().-]*$/i.test(text),
  ),
});
/** RFC 5503 §8.1. */
export const surveillanceForms: ParameterForms = parameterForms({
  content: hostPort,
  bcid: hexUpTo48,
  cccid: hexUpTo(8),
});
/** RFC 5503 §8.1. */
export const redirectForms: ParameterForms = parameterForms({ 'redirector-uri': quotedUri, count: digits });

function isHostPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  if (colon === -1 || text.endsWith(']')) return isHost(text);
  const port = text.slice(colon + 1);
  return isHost(text.slice(0, colon)) && isDigits(port);
}

/** `transit-ioi-param *(COMMA transit-ioi-param)`, each a name with a number behind a dot, or `void`. */
function isTransitIoiList(text: string): boolean {
  return text.split(',').every((one) => /^\s*(?:[a-z][a-z\d]*\.\d+|void)\s*$/i.test(one));
}

function hexUpTo(length: number): ParameterForm {
  return unquoted(`up to ${length} hexadecimal digits`, (value) => value.length <= length && isHex(value));
}
