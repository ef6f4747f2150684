import { describe, expect, test } from 'vitest';
import { diagnosticTable } from '../src/index.ts';
import { describeXmlDiagnostic, parseXmlBody, xmlDiagnosticClasses, xmlDiagnosticTable } from '../src/xml.ts';
import { decode, encode } from './sip.ts';
import { tuple, xmlCases } from './xml-diagnostic-examples.ts';

const named = xmlCases.map(([code, bytes, at, options]) => ({ code, bytes, at, options }));

describe('diagnostics of XML', () => {
  test.each(named)('$code is told at its place', ({ code, bytes, at, options }) => {
    const { diagnostics } = parseXmlBody(bytes, options);

    expect(diagnostics.map((one) => one.code)).toEqual([code]);
    expect(decode(bytes.subarray(...(diagnostics[0]?.span ?? [0, 0])))).toBe(at);
  });

  test('every code of the table has its case, and none is one of the messages', () => {
    expect(new Set(xmlCases.map(([code]) => code))).toEqual(new Set(Object.keys(xmlDiagnosticTable)));
    expect(Object.keys(xmlDiagnosticTable).filter((code) => code in diagnosticTable)).toEqual([]);
  });

  test('every class is that of a code', () => {
    expect(new Set(Object.values(xmlDiagnosticTable).map((row) => row.class))).toEqual(new Set(xmlDiagnosticClasses));
  });

  test('a departure from a schema names the RFC of the document', () => {
    const { diagnostics } = parseXmlBody(tuple('<status><basic>opened</basic></status>'));

    expect(diagnostics.map((one) => describeXmlDiagnostic(one))).toEqual([
      {
        code: 'xml-value',
        class: 'xml-schema',
        severity: 'error',
        message: 'The value does not have the form it must have, and is left out. (basic: expected open, closed)',
        rfc: 3863,
        section: '4.4',
      },
    ]);
  });

  test.each([
    ['version', '<reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="-1" state="full"/>', '-1'],
    ['version', '<reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="1.0" state="full"/>', '1.0'],
    ['state', '<reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="0" state="Full"/>', 'Full'],
    ['lastactive', isComposing('2026-02-29T10:00:00Z'), '2026-02-29T10:00:00Z'],
    ['lastactive', isComposing('22 Nov 2026'), '22 Nov 2026'],
  ])('a wrong %s is told: %s', (name, document, at) => {
    const bytes = encode(document);

    const { diagnostics, value } = parseXmlBody(bytes);

    expect(value).toBeDefined();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.detail?.startsWith(`${name}: expected`)).toBe(true);
    expect(decode(bytes.subarray(...(diagnostics[0]?.span ?? [0, 0])))).toBe(at);
  });
});

function isComposing(lastActive: string): string {
  return `<isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"><state>idle</state><lastactive>${lastActive}</lastactive></isComposing>`;
}
