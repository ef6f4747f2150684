import { expect, test } from 'vitest';
import { parseXmlBody } from '../../xml.ts';

test('parseXmlBody() reads a document in a browser', () => {
  const bytes = new TextEncoder().encode(
    '<ims-3gpp version="1"><alternative-service><type>emergency</type><reason>ü</reason></alternative-service></ims-3gpp>',
  );

  const parsed = parseXmlBody(bytes);

  expect(parsed.diagnostics).toEqual([]);
  expect(parsed.value).toMatchObject({ alternativeService: { type: 'emergency', reason: 'ü' } });
});
