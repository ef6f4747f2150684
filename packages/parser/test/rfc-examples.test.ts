import { describe, expect, test } from 'vitest';
import { describeDiagnostic, parseMessage } from '../src/index.ts';
import { rfcExamples } from './corpus.ts';

/** An example that the ABNF has not, with the code of its first error and the reason. */
type Decision = readonly [names: readonly string[], code: string, reason: string];

/** Examples that three other parsers accept and that are wrong all the same. The text stands so in the RFC. */
const wrong: readonly Decision[] = [
  [['rfc3261-18'], 'token-syntax', 'two parameters of Content-Disposition have no ";" between them'],
  [['rfc3455-06'], 'name-addr-brackets', 'P-Called-Party-ID demands name-addr (RFC 3455 §5.2), the URI stands bare'],
  [['rfc3455-12'], 'host-ipv4', '192.0 is neither IPv4address nor hostname, whose toplabel begins with a letter'],
  [['rfc3665-03'], 'auth-syntax', 'the comma between realm and nonce is missing'],
  [['rfc3666-39', 'rfc3666-41'], 'uri-scheme', 'the URI in Route has no scheme, and so no addr-spec derives it'],
  [['rfc3910-03', 'rfc3910-04'], 'parameter-value', 'branch is a token, which has no "$"'],
  [['rfc4028-06'], 'route-brackets', 'route-param is a name-addr, the URI stands bare'],
  [['rfc4458-07'], 'uri-syntax', 'a space stands behind "sip:"; no component of a URI holds one'],
  [['rfc4458-11'], 'uri-space', 'a space stands before ">"; name-addr has none there'],
  [['rfc4579-08'], 'uri-syntax', 'the print breaks the URI over two lines; a URI has no white space'],
  [
    ['rfc4662-05', 'rfc4662-09'],
    'uri-brackets',
    'ident-info is LAQUOT absoluteURI RAQUOT (RFC 4474 §9), the brackets are missing',
  ],
  [
    ['rfc5359-71', 'rfc5359-117', 'rfc5359-265'],
    'uri-syntax',
    'the print breaks the URI over two lines (<allOneLine>)',
  ],
  [['rfc5359-91'], 'uri-scheme', 'the URI in Referred-By has no scheme'],
  [['rfc5359-209'], 'via-received', 'received is an IP address, "120." is none'],
  [
    ['rfc5806-09', 'rfc5806-13', 'rfc5806-19', 'rfc5806-24', 'rfc5806-26', 'rfc5806-28', 'rfc5806-31'],
    'cseq-method-mismatch',
    'the ABNF has it, RFC 3261 §8.1.1.5 not: the request is an ACK or BYE, its CSeq says INVITE',
  ],
  [['rfc6405-09'], 'host-name', 'no label of hostname is empty: ".example.net"'],
  [['rfc7118-08'], 'route-syntax', 'behind the comma of a list stands an element; here the field ends'],
  [
    ['rfc7701-01', 'rfc7701-02'],
    'sdp-timing-missing',
    'session-description has at least one time-description (RFC 4566 §9)',
  ],
  [['rfc8599-01', 'rfc8599-02', 'rfc8599-03'], 'uri-syntax', 'the print breaks the URI over several lines'],
];

/** Examples on which other parsers disagree, though nothing is evidently wrong with them: what the ABNF says. */
const disputed: readonly Decision[] = [
  [
    ['rfc3608-01', 'rfc3608-02', 'rfc3608-03'],
    'contact-syntax',
    'the dots that stand for what is left out fold into Contact',
  ],
  [
    ['rfc3608-04', 'rfc3608-05', 'rfc3608-06', 'rfc3608-07', 'rfc3608-08', 'rfc3608-09'],
    'route-syntax',
    'the dots that stand for what is left out fold into the last field, and no route-param ends so',
  ],
  [['rfc3666-33'], 'address-syntax', 'a second ">" stands behind the parameters of To'],
  [['rfc4916-03'], 'via-syntax', '<allOneLine> was printed in the midst of Via'],
  [['rfc5626-01'], 'contact-syntax', 'two ";" stand in a row; each begins a parameter, which is not empty'],
  [['rfc5626-02', 'rfc5626-03'], 'uri-scheme', 'the URI has no scheme'],
  [['rfc5806-12', 'rfc5806-23', 'rfc5806-25', 'rfc5806-27'], 'contact-syntax', 'the URI has no scheme'],
  [['rfc6050-03'], 'auth-syntax', 'credentials begin with a scheme (Digest), which is missing'],
  [['rfc7058-12'], 'address-syntax', 'the ">" behind the URI in To is missing'],
  [['rfc7131-57'], 'contact-syntax', 'the value of +sip.instance stands without its quotes (RFC 5626 §11)'],
  [['rfc7315-08', 'rfc7315-09', 'rfc7315-11', 'rfc7315-13'], 'via-syntax', 'sent-by has no user before a host'],
];

/** Disputed examples that are right, and what others stumble over. */
const right: readonly (readonly [name: string, reason: string])[] = [
  ['rfc3893-01', 'its body is a nested multipart whose first part has no header fields, as RFC 2046 §5.1 allows'],
];

function firstError(bytes: Uint8Array): string | undefined {
  return parseMessage(bytes).diagnostics.find((diagnostic) => describeDiagnostic(diagnostic).severity === 'error')
    ?.code;
}

const examples = rfcExamples();

/** Name and code of each that has an error. */
function found(chosen: typeof examples): readonly string[] {
  return chosen
    .flatMap(({ name, bytes }) => {
      const code = firstError(bytes);
      return code === undefined ? [] : [`${name.replace('.sip', '')} ${code}`];
    })
    .toSorted();
}

function decided(decisions: readonly Decision[]): readonly string[] {
  if (examples.length === 0) return [];
  return decisions.flatMap(([names, code]) => names.map((name) => `${name} ${code}`)).toSorted();
}

describe('the examples printed in the RFCs', () => {
  test('have no error but those that are in the RFC, where three other parsers accept them', () => {
    expect(found(examples.filter(({ mustParse }) => mustParse))).toEqual(decided(wrong));
  });

  test('have the error that the ABNF says, where other parsers disagree', () => {
    const chosen = examples.filter(({ mustParse, isClean }) => isClean && !mustParse);

    expect(found(chosen)).toEqual(decided(disputed));
    const judged = [...disputed.flatMap(([names]) => names), ...right.map(([name]) => name)].toSorted();
    expect(chosen.map(({ name }) => name.replace('.sip', '')).toSorted()).toEqual(chosen.length === 0 ? [] : judged);
  });
});
