import { expect, test } from 'vitest';
import { diagnosticTable } from '../src/index.ts';
import { xmlDiagnosticTable } from '../src/xml.ts';
import { committedPage, diagnosticsPage } from '../tools/diagnostics-page.ts';

test('the page of diagnostics lists those of the tables, each with its example', () => {
  const page = committedPage();

  expect(page).toBe(diagnosticsPage());
  const codes = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code]) => code);
  expect(codes).toEqual([...Object.keys(diagnosticTable), ...Object.keys(xmlDiagnosticTable)]);
  expect([...page.matchAll(/^\| `[\w-]+` .*\|\s+\|$/gm)].map(([row]) => row)).toEqual([]);
});
