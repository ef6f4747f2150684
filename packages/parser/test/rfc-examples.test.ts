import { describe, expect, test } from 'vitest';
import { describeDiagnostic, parseMessage } from '../src/index.ts';
import { rfcExamples } from './corpus.ts';

/**
 * Examples in the RFCs that three other parsers accept and that are wrong all the same, with the first error. The text stands so in the RFC;
 * but where the code is `uri-syntax` only its print is to blame, which breaks a URI over several lines (RFC 5359 says so by <allOneLine>).
 */
const wrong: ReadonlyMap<string, string> = new Map([
  ['rfc3261-18', 'token-syntax'],
  ['rfc3455-06', 'name-addr-brackets'],
  ['rfc3455-12', 'host-ipv4'],
  ['rfc3665-03', 'auth-syntax'],
  ['rfc3666-39', 'uri-scheme'],
  ['rfc3666-41', 'uri-scheme'],
  ['rfc3910-03', 'parameter-value'],
  ['rfc3910-04', 'parameter-value'],
  ['rfc4028-06', 'route-brackets'],
  ['rfc4458-07', 'uri-syntax'],
  ['rfc4458-11', 'uri-space'],
  ['rfc4579-08', 'uri-syntax'],
  ['rfc4662-05', 'uri-brackets'],
  ['rfc4662-09', 'uri-brackets'],
  ['rfc5359-71', 'uri-syntax'],
  ['rfc5359-91', 'uri-scheme'],
  ['rfc5359-117', 'uri-syntax'],
  ['rfc5359-209', 'via-received'],
  ['rfc5359-265', 'uri-syntax'],
  ['rfc5806-09', 'cseq-method-mismatch'],
  ['rfc5806-13', 'cseq-method-mismatch'],
  ['rfc5806-19', 'cseq-method-mismatch'],
  ['rfc5806-24', 'cseq-method-mismatch'],
  ['rfc5806-26', 'cseq-method-mismatch'],
  ['rfc5806-28', 'cseq-method-mismatch'],
  ['rfc5806-31', 'cseq-method-mismatch'],
  ['rfc6405-09', 'host-name'],
  ['rfc7118-08', 'route-syntax'],
  ['rfc7701-01', 'sdp-timing-missing'],
  ['rfc7701-02', 'sdp-timing-missing'],
  ['rfc8599-01', 'uri-syntax'],
  ['rfc8599-02', 'uri-syntax'],
  ['rfc8599-03', 'uri-syntax'],
]);

function firstError(bytes: Uint8Array): string | undefined {
  return parseMessage(bytes).diagnostics.find((diagnostic) => describeDiagnostic(diagnostic).severity === 'error')
    ?.code;
}

describe('the examples printed in the RFCs', () => {
  test('have no error but those that are in the RFC', () => {
    const examples = rfcExamples().filter(({ mustParse }) => mustParse);

    const found = examples.flatMap(({ name, bytes }) => {
      const code = firstError(bytes);
      return code === undefined ? [] : [`${name.replace('.sip', '')} ${code}`];
    });

    const expected = [...wrong].map(([name, code]) => `${name} ${code}`);
    expect(found.toSorted()).toEqual(examples.length === 0 ? [] : expected.toSorted());
  });
});
