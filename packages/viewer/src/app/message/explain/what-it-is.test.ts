import { headerTable, methodTable, sdpAttributeTable, statusTable } from '@sipscope/analyzer';
import { describe, expect, test } from 'vitest';
import type { Field } from '../syntax.ts';
import { headerTexts } from './header-texts.ts';
import { methodTexts } from './method-texts.ts';
import { partCites, partTexts } from './part-texts.ts';
import { sdpAttributeTexts } from './sdp-attribute-texts.ts';
import { sdpSections, sdpTexts } from './sdp-texts.ts';
import { classTexts, statusTexts } from './status-texts.ts';
import {
  attributeExplanation,
  headerExplanation,
  methodExplanation,
  statusExplanation,
  whatItIs,
} from './what-it-is.ts';

/** One or two sentences, each ended. */
const isText = (text: string): boolean => text.length >= 20 && text.length <= 400 && /[.)]$/.test(text);

describe('what something is, is said', () => {
  test('of every header field that is known', () => {
    const names = headerTable.map(({ name }) => name);

    expect(Object.keys(headerTexts).toSorted()).toEqual(names.toSorted());
    expect(names.filter((name) => !isText(headerTexts[name]))).toEqual([]);
  });

  test('of every method', () => {
    expect(Object.keys(methodTexts).toSorted()).toEqual(methodTable.map(({ method }) => method).toSorted());
    expect(Object.values(methodTexts).filter((text) => !isText(text))).toEqual([]);
  });

  test('of every status code, and of the classes of those that are not registered', () => {
    expect(Object.keys(statusTexts).map(Number)).toEqual(statusTable.map(({ status }) => status));
    expect([...Object.values(statusTexts), ...Object.values(classTexts)].filter((text) => !isText(text))).toEqual([]);
    expect(statusExplanation(499)).toEqual({
      title: '499',
      text: classTexts[4],
      cite: { rfc: 3261, section: '8.1.3.2' },
    });
    expect(statusExplanation(999)).toBeUndefined();
  });

  test('of every line of a session description, and of the parts of a start line', () => {
    expect(Object.keys(sdpTexts).toSorted()).toEqual(Object.keys(sdpSections).toSorted());
    expect(Object.keys(partTexts).toSorted()).toEqual(Object.keys(partCites).toSorted());
    expect([...Object.values(sdpTexts), ...Object.values(partTexts)].filter((text) => !isText(text))).toEqual([]);
  });
});

test('attributes of SDP that have words are in the registry', () => {
  const names = new Set<string>(sdpAttributeTable.map(({ name }) => name));

  expect(Object.keys(sdpAttributeTexts).filter((name) => !names.has(name))).toEqual([]);
  expect(Object.values(sdpAttributeTexts).filter((text) => !isText(text))).toEqual([]);
  expect(attributeExplanation('sendonly')?.text).toContain('on hold');
  expect(sdpAttributeTable.filter(({ name }) => !isText(attributeExplanation(name)?.text ?? ''))).toEqual([]);
});

describe('where it is written', () => {
  test('is the RFC and section of the tables', () => {
    expect(headerExplanation('via')).toMatchObject({ title: 'Via', cite: { rfc: 3261, section: '20.42' } });
    expect(methodExplanation('PRACK')).toMatchObject({ cite: { rfc: 3262, section: '6' } });
    expect(statusExplanation(486)).toMatchObject({ title: '486 Busy Here', cite: { rfc: 3261, section: '21.4.24' } });
    expect(attributeExplanation('rtpmap')).toMatchObject({ cite: { rfc: 8866 } });
  });

  test('is not told where there is none', () => {
    expect(headerExplanation('X-Own').cite).toBeUndefined();
    expect(headerExplanation('__proto__')).toMatchObject({ title: '__proto__' });
    expect(methodExplanation('constructor').cite).toBeUndefined();
    expect(attributeExplanation('x-own')).toBeUndefined();
  });
});

test('the parts around what was chosen are explained after the field', () => {
  const field: Field = {
    kind: 'header',
    path: '1',
    span: [0, 20],
    node: { rule: 'message-header', span: [0, 20], label: 'From' },
  };

  const titles = whatItIs(field, ['message-header', 'from-spec', 'display-name'], () => '').map(({ title }) => title);

  expect(titles).toEqual(['From', 'display-name']);
});
