import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, root, runCommand } from './run-command.ts';

/** A tree of its own, judged by the checkout's rules. */
const tree = path.join(root, '.cache/import-rules');

beforeAll(() => {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  symlinkSync(path.join(root, 'oxlint.config.ts'), path.join(tree, 'oxlint.config.ts'));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

async function lint(file: string, imported: string): Promise<{ code: number; output: string }> {
  const target = path.join(tree, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `import * as imported from '${imported}';\nexport const used: unknown = imported;\n`);
  const result = await runCommand(bin('oxlint'), [
    '--no-ignore',
    '--config',
    path.join(tree, 'oxlint.config.ts'),
    target,
  ]);
  rmSync(target);
  return result;
}

describe('the import rules', () => {
  test.each([
    ['a stage that reaches back', 'packages/analyzer/src/transaction/x.ts', '../dialog/dialog.ts'],
    ['a stage that knows the pipeline', 'packages/analyzer/src/call/x.ts', '../analyze.ts'],
    ['the parser that knows the analyzer', 'packages/parser/src/message/x.ts', '@sipscope/analyzer'],
    ['the parser outside of grammar/ that knows chevrotain', 'packages/parser/src/header/x.ts', 'chevrotain'],
    ['the core of the parser that loads XML', 'packages/parser/src/body/x.ts', './xml/parse-xml-body.ts'],
    ['the parser’s core entry that loads XML', 'packages/parser/src/index.ts', './xml.ts'],
    ['the parser outside of read-xml.ts that knows saxes', 'packages/parser/src/body/xml/x.ts', 'saxes'],
    ['what reads that knows what writes', 'packages/parser/src/message/x.ts', '../write/stringify-header.ts'],
    ['the grammar that knows what writes', 'packages/parser/src/grammar/x.ts', '../write/stringify-header.ts'],
    ['the parser that needs Node', 'packages/parser/src/text/x.ts', 'node:fs'],
    ['a stage that needs Node', 'packages/analyzer/src/capture/x.ts', 'node:fs'],
    ['a stage that knows what needs Node', 'packages/analyzer/src/capture/x.ts', '../node/open-capture.ts'],
    ['the pipeline that needs Node', 'packages/analyzer/src/analyze.ts', 'node:fs'],
    ['what is read ahead that needs Node', 'packages/analyzer/src/ahead/ahead.ts', 'node:fs'],
    ['an import past a package’s exports', 'packages/viewer/src/server/x.ts', '@sipscope/parser/src/index.ts'],
    ['the page that knows the server', 'packages/viewer/src/app/x.ts', '../server/server.ts'],
    ['the viewer that knows the command', 'packages/viewer/src/server/x.ts', 'sipscope'],
  ])('refuse %s', async (_what, file, imported) => {
    const { code, output } = await lint(file, imported);

    expect(output).toContain('no-restricted-imports');
    expect(code).not.toBe(0);
  });

  test.each([
    ['a stage after another', 'packages/analyzer/src/dialog/x.ts', '../transaction/transaction.ts'],
    ['the analyzer after the parser', 'packages/analyzer/src/message/x.ts', '@sipscope/parser'],
    ['chevrotain in the grammar', 'packages/parser/src/grammar/x.ts', 'chevrotain'],
    ['the writers in the parser’s entry', 'packages/parser/src/index.ts', './write/stringify-header.ts'],
    ['saxes in read-xml.ts', 'packages/parser/src/body/xml/read-xml.ts', 'saxes'],
    ['Node in the analyzer’s node/', 'packages/analyzer/src/node/x.ts', 'node:fs'],
    ['Node in the thread that reads ahead', 'packages/analyzer/src/ahead/node-x.ts', 'node:worker_threads'],
    ['the analyzer’s entry for Node', 'packages/viewer/src/server/x.ts', '@sipscope/analyzer/node'],
  ])('allow %s', async (_what, file, imported) => {
    const { output } = await lint(file, imported);

    expect(output).not.toContain('no-restricted-imports');
  });
});
