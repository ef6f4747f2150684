import { isNamed } from './choose-rules.ts';
import { configurationSchema, type FailLevel, type Schema } from './configuration-schema.ts';
import type { ProfileName, RuleSetting } from './profiles.ts';
import type { Suppression } from './suppressions.ts';

/** What stands in `sipscope.config.json`. */
export type Configuration = {
  readonly profile?: ProfileName;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly suppressions?: readonly Suppression[];
  readonly failOn?: FailLevel;
};

/** What is wrong with it: where (`suppressions[0].reason`) and why. */
export type ConfigurationProblem = { readonly path: string; readonly reason: string };

export type ReadConfiguration =
  | { readonly configuration: Configuration; readonly problems?: undefined }
  | { readonly problems: readonly ConfigurationProblem[]; readonly configuration?: undefined };

/** Problems told of one file. */
const mostProblems = 20;

/** `ids`: of all rules, those too that are left out. */
export function readConfiguration(text: string, ids: readonly string[]): ReadConfiguration {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return { problems: [{ path: '', reason: `It is no JSON: ${(error as Error).message}.` }] };
  }
  const problems: ConfigurationProblem[] = [];
  judge(value, configurationSchema, '', problems);
  if (problems.length > 0) return { problems: problems.slice(0, mostProblems) };
  // The schema was kept, so it has this shape.
  const configuration = value as Configuration;
  judgeNames(configuration, ids, problems);
  return problems.length > 0 ? { problems: problems.slice(0, mostProblems) } : { configuration };
}

/** The schema is ours and three levels deep, so this does not go deeper, whatever the text. */
function judge(value: unknown, schema: Schema, path: string, problems: ConfigurationProblem[]): void {
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  if (kind !== schema.type) {
    problems.push({ path, reason: `It must be ${named[schema.type]}, not ${named[kind] ?? kind}.` });
    return;
  }
  if (kind === 'array')
    (value as readonly unknown[]).forEach((one, at) => judge(one, schema.items!, `${path}[${at}]`, problems));
  else if (kind === 'object') judgeObject(value as Readonly<Record<string, unknown>>, schema, path, problems);
  else judgeText(value as string, schema, path, problems);
}

const named: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

function judgeObject(
  value: Readonly<Record<string, unknown>>,
  { properties = {}, patternProperties = {}, required = [] }: Schema,
  path: string,
  problems: ConfigurationProblem[],
): void {
  for (const name of required)
    if (!Object.hasOwn(value, name)) problems.push({ path, reason: `"${name}" is missing.` });
  const patterns = Object.entries(patternProperties);
  for (const [name, one] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, name)
      ? properties[name]
      : patterns.find(([pattern]) => new RegExp(pattern).test(name))?.[1];
    if (schema !== undefined) judge(one, schema, pathTo(path, name), problems);
    else problems.push({ path, reason: unknownName(name, Object.keys(properties)) });
  }
}

function unknownName(name: string, known: readonly string[]): string {
  return known.length === 0
    ? `${JSON.stringify(name)} is no rule's id, nor the beginning of one with * behind.`
    : `There is no ${JSON.stringify(name)}; there are: ${known.join(', ')}.`;
}

function judgeText(text: string, schema: Schema, path: string, problems: ConfigurationProblem[]): void {
  if (schema.enum !== undefined && !schema.enum.includes(text))
    problems.push({ path, reason: `It cannot be ${JSON.stringify(text)}; it is one of ${schema.enum.join(', ')}.` });
  else if (text.trim().length < (schema.minLength ?? 0)) problems.push({ path, reason: 'It is empty.' });
  else if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(text))
    problems.push({
      path,
      reason: `${JSON.stringify(text)} is not written as it must be. ${schema.description ?? ''}`,
    });
}

/** What no schema says: rules that are there, days that are in the calendar. */
function judgeNames(
  { rules = {}, suppressions = [] }: Configuration,
  ids: readonly string[],
  problems: ConfigurationProblem[],
): void {
  for (const name of Object.keys(rules)) judgeName(name, pathTo('rules', name), ids, problems);
  suppressions.forEach(({ rule, expires }, at) => {
    judgeName(rule, `suppressions[${at}].rule`, ids, problems);
    if (expires !== undefined && !isDay(expires))
      problems.push({ path: `suppressions[${at}].expires`, reason: `There is no day ${expires}.` });
  });
}

function judgeName(name: string, path: string, ids: readonly string[], problems: ConfigurationProblem[]): void {
  if (!ids.some((id) => isNamed(id, name)))
    problems.push({ path, reason: `There is no rule ${JSON.stringify(name)}.` });
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function pathTo(path: string, name: string): string {
  const step = /^[A-Za-z]\w*$/.test(name) ? name : undefined;
  if (step === undefined) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? step : `${path}.${step}`;
}
