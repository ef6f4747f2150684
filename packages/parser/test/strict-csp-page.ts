import { parseMessage as parseCore } from '../src/core.ts';
import { railroadDiagram, syntaxTree } from '../src/grammar/index.ts';
import { describeDiagnostic, parseMessage } from '../src/index.ts';
import { parseXmlBody } from '../src/xml.ts';

/** What a page reads of a message, run where the policy forbids code made from text. */
export type CspReading = {
  /** Whether the policy is in force: it must be. */
  readonly isEvalRefused: boolean;
  readonly violations: readonly string[];
  readonly topVia: string | undefined;
  readonly coreTag: string | undefined;
  readonly wrong: readonly string[];
  readonly rules: readonly string[];
  readonly document: string | undefined;
  readonly diagram: string;
};

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`);
});

const bytes = new TextEncoder().encode(
  [
    'OPTIONS sip:bob@example.com SIP/2.0',
    'Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKa1;ttl=999',
    'From: <sip:alice@example.com>;tag=1',
    'Expires: soon',
    'Content-Type: application/pidf+xml',
    '',
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:alice@example.com"/>',
  ].join('\r\n'),
);

function isRefused(): boolean {
  try {
    // oxlint-disable-next-line no-eval -- to see that it is refused
    return globalThis.eval('1') !== 1;
  } catch {
    return true;
  }
}

async function read(): Promise<CspReading> {
  const message = parseMessage(bytes);
  const reading = {
    topVia: message.topVia?.sentBy.text,
    coreTag: parseCore(bytes).from?.tag,
    wrong: message.diagnostics.map((one) => describeDiagnostic(one, bytes).code),
    rules: (syntaxTree(message).children ?? []).map(({ rule }) => rule),
    document: message.body === undefined ? undefined : parseXmlBody(message.body).kind,
    diagram: railroadDiagram('via-parm') ?? '',
  };
  // Violations are told of by events.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { ...reading, violations: [...violations], isEvalRefused: isRefused() };
}

parent.postMessage(await read(), '*');
