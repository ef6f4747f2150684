import type { HeaderName } from '@sipscope/parser';
import { keptText } from '../../message/kept-text.ts';
import { messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

type Place = Pick<Seen, 'method' | 'status'>;

/** Where each may stand: RFC 7976 §3. ACK to a failure is not told apart from one to a 2xx here. */
const places: readonly (readonly [field: HeaderName, isAllowed: (place: Place) => boolean])[] = [
  ['P-Associated-URI', ({ method, status }) => method === 'REGISTER' && status >= 200 && status < 300],
  ['P-Called-Party-ID', ({ method, status }) => status === 0 && calledPartyMethods.has(method)],
  ['P-Visited-Network-ID', ({ method, status }) => status === 0 && !noVisitedNetwork.has(method)],
  ['P-Access-Network-Info', isAnyButCancel],
  ['P-Charging-Vector', isAnyButCancel],
  ['P-Charging-Function-Addresses', (place) => isAnyButCancel(place) && place.method !== 'ACK'],
];
const fields = places.map(([field]) => field);
const calledPartyMethods: ReadonlySet<string> = new Set([
  'INVITE',
  'OPTIONS',
  'PUBLISH',
  'REFER',
  'SUBSCRIBE',
  'MESSAGE',
]);
const noVisitedNetwork: ReadonlySet<string> = new Set(['ACK', 'BYE', 'CANCEL', 'NOTIFY', 'PRACK', 'INFO', 'UPDATE']);

function isAnyButCancel({ method, status }: Place): boolean {
  return method !== 'CANCEL' && status !== 100;
}

const charging = ['P-Charging-Vector', 'P-Charging-Function-Addresses'] as const;

export const pHeaderRules: readonly Rule[] = [
  messageRule({
    id: 'IMS-002',
    title: 'P-header in a message where it is not allowed',
    level: 'must',
    severity: 'warning',
    rfc: 7976,
    section: '3',
    why: 'Other networks drop the field, or the message.',
    advice: 'Send these fields in the requests and responses that RFC 7976 names.',
    right: '200 (REGISTER) with P-Associated-URI',
    wrong: 'REGISTER with P-Associated-URI',
    headers: fields,
    on: { requests: 'any', responses: 'any', has: fields },
    check(seen) {
      for (const [field, isAllowed] of places) {
        const span = seen.message.valueSpan(field);
        if (span !== undefined && !isAllowed(seen))
          return { seen: `The ${seen.name} has a ${field}, which is not for it.`, span };
      }
      return 'kept';
    },
  }),
  messageRule({
    id: 'IMS-003',
    title: 'P-Charging-Vector without icid-value',
    level: 'must',
    severity: 'error',
    rfc: 7315,
    section: '5.6',
    why: 'The records of the networks on the way cannot be put together to one call.',
    advice: 'Make an icid-value in the first element, and keep it all the way.',
    right: 'P-Charging-Vector: icid-value="AyretyU0dm+6O2IrT5tAFrbHLso=023551024";orig-ioi=home1.net',
    wrong: 'P-Charging-Vector: orig-ioi=home1.net',
    abnf: 'P-Charging-Vector',
    headers: ['P-Charging-Vector'],
    on: { requests: 'any', responses: 'any', has: ['P-Charging-Vector'] },
    check({ message }) {
      const [vector] = message.values('P-Charging-Vector');
      if (vector === undefined) return undefined;
      const { icidValue } = vector;
      if (icidValue !== undefined && icidValue.trim() !== '') return 'kept';
      const span = message.valueSpan('P-Charging-Vector');
      const how = icidValue === undefined ? 'has no icid-value' : 'has an empty icid-value';
      return { seen: `The P-Charging-Vector ${how}.`, span };
    },
  }),
  sourceRule({
    id: 'IMS-004',
    title: 'P-Charging-Vector or -Function-Addresses sent to a UE',
    level: 'security',
    severity: 'security',
    rfc: 7315,
    section: '6.6',
    why: 'Devices learn how the network is built and charges, and may use what they learn.',
    advice: 'Take both fields out of what goes to devices and to networks that are not trusted.',
    right: 'P-CSCF to device: INVITE without P-Charging-Vector',
    wrong: 'P-CSCF to device: INVITE with P-Charging-Vector',
    headers: charging,
    on: { requests: ['REGISTER', 'INVITE', 'MESSAGE'], responses: ['1xx', '2xx'], responsesTo: ['REGISTER', 'INVITE'] },
    by: ({ method, isRequest, srcIp, dstIp }) => (isRequest && method === 'REGISTER' ? srcIp : dstIp),
    everyHop: true,
    watch: watchDevice,
  }),
];

/** An address that registers one user, by itself, is a device. */
function watchDevice(): Watch {
  let aor: string | undefined;
  let isDevice = true;
  let isTold = false;
  return (seen): Outcome => {
    const { message, method, isRequest, viaCount, sighting, name } = seen;
    if (isTold) return undefined;
    if (isRequest && method === 'REGISTER') {
      const user = message.to?.uriText.slice(0, 200) ?? '';
      if (viaCount !== 1 || sighting !== 'original' || (aor !== undefined && aor !== user)) isDevice = false;
      aor ??= keptText(user);
      return undefined;
    }
    if (aor === undefined || !isDevice) return undefined;
    const field = charging.find((one) => message.valueSpan(one) !== undefined);
    if (field === undefined) return 'kept';
    isTold = true;
    return { seen: `The ${name} goes to a device with a ${field}.`, span: message.valueSpan(field) };
  };
}
