import { describe, expect, test } from 'vitest';
import { grammarRules } from '../grammar-rules.ts';
import { railroad, railroadDiagram } from './railroad-diagram.ts';

function boxes(svg: string | undefined, kind: string): string[] {
  return [...(svg ?? '').matchAll(new RegExp(`<g class="${kind}"><rect[^>]*><text[^>]*>([^<]*)</text>`, 'g'))].map(
    ([, text]) => text!,
  );
}

describe('railroadDiagram()', () => {
  test('has a box for each rule and each terminal of the rule, as the ABNF calls them', () => {
    const diagram = railroadDiagram('via-parm');

    expect(boxes(diagram, 'rule')).toEqual(['sent-protocol', 'sent-by', 'via-params']);
    expect(boxes(diagram, 'terminal')).toEqual(['&quot;;&quot;']);
  });

  test('marks what a diagnostic expected', () => {
    const diagram = railroadDiagram('generic-param', { expected: ['a quoted string'] });

    expect(boxes(diagram, 'terminal expected')).toEqual(['quoted-string']);
  });

  test('draws every rule within its frame, with numbers only', () => {
    const broken = grammarRules().filter(({ name }) => {
      const diagram = railroadDiagram(name) ?? '';
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(diagram) ?? [];
      const points = [...diagram.matchAll(/[MH](-?[\d.]+)/g)].map(([, x]) => Number(x));
      return /NaN|undefined|Infinity/.test(diagram) || Number(height) < 24 || Math.max(...points) > Number(width);
    });

    expect(broken.map(({ name }) => name)).toEqual([]);
  });

  test('gives nothing for a rule the grammar has not', () => {
    expect(railroadDiagram('__proto__')).toBeUndefined();
  });
});

describe('railroad()', () => {
  test('says where each box is, and which of them were expected', () => {
    const { rule, width, height, shapes } = railroad('generic-param', { expected: ['a quoted string'] })!;

    const shown = shapes.filter((shape) => shape.kind === 'box');
    expect(rule).toBe('generic-param');
    expect(shown.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(['quoted-string']);
    for (const box of shown) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
  });
});
