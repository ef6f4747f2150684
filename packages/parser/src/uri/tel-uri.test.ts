import { describe, expect, test } from 'vitest';
import { parseUri } from './parse-uri.ts';
import { TelUri } from './tel-uri.ts';

function read(text: string): TelUri {
  const { uri } = parseUri(text);
  if (!(uri instanceof TelUri)) throw new Error(`no tel URI: ${text}`);
  return uri;
}

describe('TelUri', () => {
  test('says what the parameters of RFC 3966 and RFC 4715 say', () => {
    const uri = read('tel:+17005554141;isub=12345;isub-encoding=nsap-ia5');

    expect([uri.digits, uri.isub, uri.isubEncoding, uri.ext]).toEqual(['+17005554141', '12345', 'nsap-ia5', undefined]);
    expect([read('tel:863-1234;phone-context=+1-914-555').phoneContext, read('tel:+1;ext=22').ext]).toEqual([
      '+1-914-555',
      '22',
    ]);
  });

  test('says what those of RFC 4694 say', () => {
    const uri = read('tel:+1-800-123-4567;cic=+1-6789;npdi;rn=2;rn-context=+1');

    expect([uri.cic, uri.npdi, uri.rn, uri.rnContext, uri.cicContext]).toEqual(['+1-6789', true, '2', '+1', undefined]);
    expect(read('tel:+1').npdi).toBe(false);
  });

  test('says what those of RFC 4904 say', () => {
    const uri = read('tel:5550100;phone-context=+1-630;tgrp=TG-1%2f;trunk-context=example.com');

    expect([uri.tgrp, uri.trunkContext]).toEqual(['TG-1/', 'example.com']);
  });
});
