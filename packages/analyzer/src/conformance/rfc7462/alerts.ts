import { isLocalAddress, isPrivateAddress, isPublicAddress } from '../../participants/private-address.ts';
import { once } from '../once.ts';
import { quoted } from '../quoted.ts';
import { type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** URIs of one message that are looked at. */
const mostUris = 16;

/** What a caller wants the called device to fetch, to play, or to do by itself (RFC 7462, RFC 5373). */
export const alertRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-ALR-001',
    title: 'Alert-Info or Call-Info leads into the own network, or answers by itself',
    level: 'robustness',
    severity: 'info',
    rfc: 7462,
    section: '4.1',
    why: 'The device fetches what the caller names: files and servers of its own network, which the caller could not reach; or it answers unattended.',
    advice: 'Take Alert-Info and Call-Info from trusted servers only, and have the edge of the network remove them.',
    right: 'Alert-Info: <urn:alert:service:call-waiting>',
    wrong: 'Alert-Info: <file:///etc/ringtone.wav>',
    headers: ['Alert-Info', 'Call-Info'],
    on: { requests: ['INVITE'], responses: ['1xx'], responsesTo: ['INVITE'], has: ['Alert-Info', 'Call-Info'] },
    watch: () =>
      once((seen) => {
        const values = [...seen.message.values('Alert-Info'), ...seen.message.values('Call-Info')].slice(0, mostUris);
        for (const { uriText, uriSpan, params } of values) {
          const what = leadsInside(uriText, seen) ?? answersItself(params);
          if (what !== undefined)
            return { key: uriText, fault: { seen: `${quoted(uriText)} ${what}.`, span: uriSpan } };
        }
        return values.length > 0 ? 'kept' : undefined;
      }),
  }),
  sourceRule({
    id: 'SIP-ANS-001',
    title: 'Caller asks the device to answer by itself',
    level: 'info',
    severity: 'info',
    rfc: 5373,
    section: '7',
    why: 'It is how intercoms and paging work; from elsewhere it lets the caller listen to the room.',
    advice:
      'Have devices answer by themselves for callers that are known only, and remove the request at the edge of the network.',
    right: 'Answer-Mode: Manual',
    wrong: 'Answer-Mode: Auto',
    headers: ['Answer-Mode', 'Priv-Answer-Mode', 'Alert-Info', 'Call-Info'],
    on: { requests: ['INVITE'], has: ['Answer-Mode', 'Priv-Answer-Mode', 'Alert-Info', 'Call-Info'] },
    watch: () =>
      once((seen) => {
        const { message, srcIp } = seen;
        const modes = [...message.values('Answer-Mode'), ...message.values('Priv-Answer-Mode')];
        const auto = modes.find(({ mode }) => mode.toLowerCase() === 'auto');
        const values = [...message.values('Alert-Info'), ...message.values('Call-Info')].slice(0, mostUris);
        const after = values.find(({ params }) => params.some(({ name }) => name.toLowerCase() === 'answer-after'));
        const span =
          auto === undefined
            ? after?.uriSpan
            : (message.valueSpan('Answer-Mode') ?? message.valueSpan('Priv-Answer-Mode'));
        if (span === undefined) return modes.length > 0 ? 'kept' : undefined;
        const what = auto === undefined ? 'answer-after' : 'Answer-Mode: Auto';
        const from = isPublicAddress(srcIp) ? 'from a public address' : 'from the own network';
        return {
          key: message.to?.uriText ?? '',
          fault: { seen: `${what} asks ${quoted(message.to?.uriText ?? '')} to answer by itself, ${from}.`, span },
        };
      }),
  }),
];

/** A URI to what the caller could not reach. */
function leadsInside(uriText: string, { srcIp }: Seen): string | undefined {
  const text = uriText.toLowerCase();
  if (text.startsWith('file:')) return 'is a file of the called device';
  const [, host = ''] = /^https?:\/\/(?:[^/@]{0,64}@)?(\[[^\]]{1,64}\]|[^/:]{1,253})/.exec(text) ?? [];
  const address = host.replace(/^\[|\]$/g, '');
  if (address === 'localhost' || isLocalAddress(address)) return 'is a server of the called device';
  // Within one network it is how it works.
  return isAddress(address) && isPrivateAddress(address) && isPublicAddress(srcIp)
    ? 'is a server of the called network'
    : undefined;
}

function isAddress(host: string): boolean {
  return /^[\d.]{7,15}$/.test(host) || host.includes(':');
}

function answersItself(
  params: readonly { readonly name: string; readonly value: string | undefined }[],
): string | undefined {
  const info = params.find(({ name }) => name.toLowerCase() === 'info')?.value?.toLowerCase();
  return info === 'alert-autoanswer' ? 'has info=alert-autoanswer: the device is to answer by itself' : undefined;
}
