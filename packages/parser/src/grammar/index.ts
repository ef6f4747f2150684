export { type DiagramOptions, type Railroad, railroad, railroadDiagram } from './diagram/railroad-diagram.ts';
export type { RailroadShape } from './diagram/railroad-layout.ts';
export { type GrammarRule, grammarRule, grammarRules } from './grammar-rules.ts';
export type { SyntaxNode } from './syntax-node.ts';
export { syntaxTree } from '../message/syntax-tree.ts';
