import { ExpressionProgram } from './expression-program.ts';
import { parseExpression } from './parse-expression.ts';
import { writeRe2 } from './write-re2.ts';

/** Expressions kept compiled: a filter has few, and is asked of each row. */
const maxKept = 64;

const programs = new Map<string, ExpressionProgram>();

/** The expression, compiled once. @throws ExpressionError */
export function expressionProgram(source: string): ExpressionProgram {
  const known = programs.get(source);
  if (known !== undefined) return known;
  const program = new ExpressionProgram(parseExpression(source));
  if (programs.size >= maxKept) programs.clear();
  programs.set(source, program);
  return program;
}

/** The same expression for RE2, to be asked of folded texts without any option. @throws ExpressionError */
export function re2Expression(source: string): string {
  return writeRe2(parseExpression(source));
}
