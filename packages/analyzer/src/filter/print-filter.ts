import type { Filter, FilterChoice, FilterText } from './filter.ts';

/** The filter in its language; reading it again gives the same tree. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'everything':
      return '';
    case 'and':
      return filter.filters
        .map((part, at) => `${at === 0 ? '' : joinBefore(part, filter.filters[at + 1])}${printPart(part)}`)
        .join('');
    case 'or':
      return filter.filters.map((part) => printFilter(part)).join(' or ');
    case 'not':
      return isJoined(filter.filter) || filter.filter.kind === 'not'
        ? `not ${grouped(filter.filter)}`
        : `not ${printFilter(filter.filter)}`;
    case 'text':
      return printValue(filter.text);
    case 'is':
      return `${filter.key}:${printChoices(filter.choices)}`;
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

/** A word that names an operator would be read as one after another word. */
function joinBefore(part: Filter, next: Filter | undefined): string {
  if (part.kind !== 'text' || part.text.quoted) return ' ';
  const word = part.text.text.toLowerCase();
  const isOperator = word === 'in' ? beginsList(next) : wordOperators.has(word);
  return isOperator ? ' and ' : ' ';
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
