import { describe, expect, test } from 'vitest';
import { xmlAttribute, xmlElements } from './xml-elements.ts';

describe('xmlElements()', () => {
  test('gives names without prefix, and the text behind them', () => {
    const elements = xmlElements('<?xml version="1.0"?><!DOCTYPE a><a:b x="1>2">one &lt;two&#x21;&#33;<c/>three</a:b>');

    expect(elements).toEqual([
      { name: 'b', attributes: ' x="1>2"', text: 'one <two!!' },
      { name: 'c', attributes: '/', text: 'three' },
    ]);
  });

  test('passes over comments', () => {
    expect(xmlElements('<!-- <a/> --><b/><!-- <c/>').map(({ name }) => name)).toEqual(['b']);
  });

  test('takes time that grows with the length only', () => {
    const started = performance.now();

    for (const piece of ['<', '<a "', "<a b='", '<!--', '&#x', '<a =']) xmlElements(piece.repeat(200_000));

    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('xmlAttribute()', () => {
  const [entry] = xmlElements(`<entry cp:copyControl="to" uri = 'sip:a&amp;b' more="="/>`);

  test.each([
    ['uri', 'sip:a&b'],
    ['more', '='],
    ['cp:copyControl', 'to'],
    ['else', undefined],
  ])('of %s is %s', (name, expected) => {
    expect(entry && xmlAttribute(entry, name)).toBe(expected);
  });
});
