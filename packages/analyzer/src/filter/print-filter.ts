import type { Filter, FilterChoice, FilterText } from './filter.ts';

/** The filter in its language; reading it again gives the same tree. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'everything':
      return '';
    case 'and':
      return filter.filters.map(printPart).join(joinerOf(filter.filters));
    case 'or':
      return filter.filters.map((part) => printFilter(part)).join(' or ');
    case 'not':
      return isJoined(filter.filter) || filter.filter.kind === 'not'
        ? `not ${grouped(filter.filter)}`
        : `not ${printFilter(filter.filter)}`;
    case 'text':
      return printValue(filter.text);
    case 'is':
      return printIs(filter);
    case 'is-not':
      return `${filter.key}!=${printChoices(filter.choices)}`;
    case 'order':
      return `${filter.key}${filter.order}${printValue(filter.bound)}`;
    case 'contains':
      return `${filter.key} contains ${printValue(filter.text)}`;
    case 'expression':
      return `/${filter.source}/`;
  }
}

function printPart(part: Filter): string {
  return part.kind === 'or' ? grouped(part) : printFilter(part);
}

/** Words that name operators would be read as such between two others; with `and` before and behind them they are words. */
function joinerOf(parts: readonly Filter[]): string {
  const isOperator = (part: Filter, at: number): boolean => {
    if (part.kind !== 'text' || part.text.quoted) return false;
    const word = part.text.text.toLowerCase();
    return word === 'in' ? beginsList(parts[at + 1]) : wordOperators.has(word);
  };
  return parts.some(isOperator) ? ' and ' : ' ';
}

/** Whether it is written with a bracket first, as what `in` looks into is. */
function beginsList(filter: Filter | undefined): boolean {
  return filter !== undefined && /^[({]/.test(printPart(filter));
}

const wordOperators: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'contains', 'matches']);

function isJoined(filter: Filter): boolean {
  return filter.kind === 'and' || filter.kind === 'or';
}

function grouped(filter: Filter): string {
  return `(${printFilter(filter)})`;
}

/** In braces, as Wireshark has lists, round brackets are letters like others. */
function printIs({ key, choices }: Extract<Filter, { kind: 'is' }>): string {
  const hasBracket = choices.flatMap(textsOf).some(({ text, quoted: isQuoted }) => !isQuoted && /[()]/.test(text));
  return hasBracket ? `${key} in {${choices.map(printChoice).join(', ')}}` : `${key}:${printChoices(choices)}`;
}

function textsOf(choice: FilterChoice): readonly FilterText[] {
  if (choice.kind === 'value') return [choice.value];
  if (choice.kind === 'expression') return [];
  return [choice.from, choice.to].filter((text) => text !== undefined);
}

function printChoices(choices: readonly FilterChoice[]): string {
  const [only] = choices;
  if (choices.length === 1 && only !== undefined) return printChoice(only);
  return `(${choices.map(printChoice).join(', ')})`;
}

function printChoice(choice: FilterChoice): string {
  if (choice.kind === 'value') return printValue(choice.value);
  if (choice.kind === 'expression') return `/${choice.source}/`;
  const from = choice.from === undefined ? '' : printValue(choice.from);
  const to = choice.to === undefined ? '' : printValue(choice.to);
  return `${from}..${to}`;
}

function printValue(value: FilterText): string {
  return value.quoted ? quoted(value) : value.text;
}

function quoted({ text }: FilterText): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
