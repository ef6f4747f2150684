import type { MessageDetail } from '@sipscope/analyzer';
import { describe, expect, test } from 'vitest';
import { colourless } from '../terminal/palette.ts';
import { treeText } from './tree-text.ts';

const bytes = new TextEncoder().encode('BYE sip:a@b SIP/2.0\r\n\u001b[2J');
function detail(part: Partial<MessageDetail>): MessageDetail {
  return {
    raw: '',
    tree: { rule: 'Request', span: [0, bytes.length] },
    diagnostics: [],
    findings: [],
    explained: [],
    ...part,
  };
}

describe('treeText()', () => {
  test('is a line a node, with its rule, its place and its text', () => {
    const tree = {
      rule: 'Request-Line',
      span: [0, 19],
      children: [
        { rule: 'Method', span: [0, 3] },
        { rule: 'SIP-URI', span: [4, 11], label: 'a at b', children: [{ rule: 'user', span: [8, 9] }] },
      ],
    } as const;

    expect(treeText(detail({ tree }), bytes, colourless)).toBe(
      [
        'Request-Line 0–19  BYE sip:a@b SIP/2.0',
        '  Method 0–3  BYE',
        '  SIP-URI (a at b) 4–11  sip:a@b',
        '    user 8–9  a',
        '',
      ].join('\n'),
    );
  });

  test('tells each diagnostic after the tree, with its place, sentence and section', () => {
    const diagnostics = [
      { code: 'sip-syntax', severity: 'error', span: [4, 7], message: 'This is no URI.', rfc: 3261, section: '25.1' },
    ] as const;

    expect(treeText(detail({ diagnostics }), bytes, colourless).split('\n').at(-2)).toBe(
      'error sip-syntax at 4–7: This is no URI. RFC 3261 §25.1.',
    );
  });

  test('shows what steers a terminal instead of sending it there', () => {
    expect(treeText(detail({}), bytes, colourless)).toBe('Request 0–25  BYE sip:a@b SIP/2.0\\r\\n\\x1b[2J\n');
  });

  test('survives any depth', () => {
    let tree: MessageDetail['tree'] = { rule: 'comment', span: [0, 1] };
    for (let depth = 0; depth < 20_000; depth++) tree = { rule: 'comment', span: [0, 1], children: [tree] };

    expect(treeText(detail({ tree }), bytes, colourless).split('\n')).toHaveLength(20_002);
  });
});
