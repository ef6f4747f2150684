import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportFormats } from '../../api/backend.ts';
import { exportName } from './save-file.ts';

test('exportName() names the call and the form', () => {
  expect(exportName('c12', 'mermaid')).toBe('call-c12.mmd');
  expect(exportName('c12', 'pcapng')).toBe('call-c12.pcapng');
  expect(exportName('c12', 'sipp-uac')).toBe('call-c12.uac.xml');
});

test('exportName() leads nowhere else, whatever the call is named', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...exportFormats), (call, format) => {
      expect(exportName(call, format)).toMatch(/^call-[\w-]{0,40}(?:\.[a-z]+){1,2}$/);
    }),
  );
});
