import { diagnosticTable } from '@sipscope/parser';
import { once } from '../once.ts';
import { type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Of a device: damaged requests whose answer is awaited. */
const mostAwaited = 32;

export const laxityRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-020',
    title: 'Torture-like invalid message accepted',
    level: 'info',
    severity: 'info',
    rfc: 4475,
    section: '3.1.2',
    why: 'The device takes what the grammar forbids: others on the way may read such a message in another way.',
    advice: 'Mend the sender; whether the device should refuse such requests with 400 is a choice.',
    right: 'a request that cannot be read, 400',
    wrong: 'a request that cannot be read, 200',
    on: { requests: 'any', responses: ['2xx', '4xx'] },
    by: ({ isRequest, srcIp, dstIp }) => (isRequest ? dstIp : srcIp),
    watch: watchDevice,
  }),
];

type Awaited = { readonly callId: string; readonly cseq: number; readonly code: string; readonly request: Seen };

function watchDevice(): Watch {
  const awaited: Awaited[] = [];
  return once((seen) => {
    const { message, isRequest, method, cseq, status, name } = seen;
    if (!isRequest && awaited.length === 0) return undefined;
    const callId = message.callId?.slice(0, 200) ?? '';
    if (isRequest) {
      const fault = message.diagnostics.find(({ code }) => diagnosticTable[code].severity === 'error');
      if (fault === undefined) return undefined;
      if (awaited.length >= mostAwaited) awaited.shift();
      awaited.push({ callId, cseq, code: fault.code, request: seen });
      return undefined;
    }
    const at = awaited.findIndex((one) => one.cseq === cseq && one.callId === callId && one.request.method === method);
    const [answered] = at < 0 ? [] : awaited.splice(at, 1);
    if (answered === undefined) return undefined;
    if (status >= 300) return 'kept';
    const { code, request } = answered;
    const { sentence } = diagnosticTable[code as keyof typeof diagnosticTable];
    const fault = {
      seen: `The ${request.name} of frame ${request.frame} is answered with ${name}, though: ${sentence}`,
      evidence: [request],
    };
    return { key: code, fault };
  });
}
