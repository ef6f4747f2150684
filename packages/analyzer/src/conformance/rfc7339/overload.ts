import type { Via } from '@sipscope/parser';
import { parameterSpan } from '../field-values.ts';
import { messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasWord } from '../told.ts';

export const overloadRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-TRP-013',
    title: 'Parameters of overload control contradict each other',
    level: 'must',
    severity: 'error',
    rfc: 7339,
    section: '4',
    why: 'The client does not reduce what it sends, or goes by what no longer holds.',
    advice:
      'As a client, write oc without a value; as a server, give it a value and add oc-seq and the one algorithm that was chosen.',
    right: 'Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1;oc=20;oc-algo="loss";oc-validity=500;oc-seq=1282321615.782',
    wrong: 'Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1;oc=20',
    headers: ['Via'],
    on: { requests: 'any', responses: 'any', has: ['Via'] },
    check(seen) {
      const span = seen.message.valueSpan('Via');
      // Hardly any has them.
      if (span === undefined || !hasWord(seen.message.bytes, span, ';oc')) return undefined;
      const via = seen.message.topVia;
      if (
        via === undefined ||
        !via.params.some(({ name }) => name.length >= 2 && name.slice(0, 2).toLowerCase() === 'oc')
      )
        return undefined;
      const told = seen.isRequest ? ofRequest(via) : ofResponse(via);
      if (told === undefined) return 'kept';
      return { seen: told.seen, span: placeOf(seen, told.name) };
    },
  }),
];

type Told = { readonly seen: string; readonly name: string };

function ofRequest(via: Via): Told | undefined {
  if (typeof via.oc === 'number') return { seen: `oc has the value ${via.oc} in a request.`, name: 'oc' };
  const name = ['oc-validity', 'oc-seq'].find((one) =>
    via.params.some((parameter) => parameter.name.toLowerCase() === one),
  );
  return name === undefined ? undefined : { seen: `A request has ${name}, which servers add.`, name };
}

function ofResponse(via: Via): Told | undefined {
  if (typeof via.oc === 'number') {
    if (via.ocSequence === undefined) return { seen: `oc is ${via.oc}, and there is no oc-seq.`, name: 'oc' };
    if (via.ocAlgorithms.length > 1)
      return { seen: `oc-algo names ${via.ocAlgorithms.length} algorithms in a response.`, name: 'oc-algo' };
    return undefined;
  }
  if ((via.ocValidityMs ?? 0) > 0 && via.oc === false)
    return { seen: `oc-validity is ${via.ocValidityMs}, and there is no oc.`, name: 'oc-validity' };
  return undefined;
}

function placeOf({ message }: Seen, name: string) {
  const span = message.valueSpan('Via');
  return span === undefined ? undefined : parameterSpan(message, span, name);
}
