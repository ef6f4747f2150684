import { profileNames } from './profiles.ts';
import { type FindingLevel, findingLevels } from './rule.ts';

/** The part of JSON Schema that the schema of the configuration uses; `readConfiguration` judges by it. */
export type Schema = {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type: 'object' | 'array' | 'string';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** `false`: nothing but `properties` and `patternProperties`. */
  readonly additionalProperties?: false;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
};

/** What `--fail-on` and `failOn` take: a level, or that nothing fails. */
export type FailLevel = FindingLevel | 'never';
export const failLevels: readonly FailLevel[] = [...findingLevels, 'never'];

const ruleName = '^[A-Z0-9]+(-[A-Z0-9]+)*(-\\*?|\\*)?$';

/** Of `sipscope.config.json`. */
export const configurationSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'sipscope.config.json',
  description: 'Which rules of conformance Sipscope asks, what they weigh, and what is accepted and why.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'Where this schema lies, for editors.' },
    profile: { type: 'string', enum: profileNames, description: 'The kind of network; rfc where it is missing.' },
    rules: {
      type: 'object',
      description: 'Rules by their ids, or by how these begin with * behind: off, or the level they have here.',
      additionalProperties: false,
      patternProperties: { [ruleName]: { type: 'string', enum: ['off', ...findingLevels] } },
    },
    suppressions: {
      type: 'array',
      description: 'Findings that are accepted. All that an entry names must fit.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule', 'reason'],
        properties: {
          rule: { type: 'string', pattern: ruleName, description: 'Its id, or how it begins with * behind.' },
          device: {
            type: 'string',
            minLength: 1,
            description: 'Its User-Agent or Server, else its address; * at the end.',
          },
          call: { type: 'string', minLength: 1, description: 'A Call-ID; * at the end.' },
          file: {
            type: 'string',
            minLength: 1,
            description: 'A capture as it is named, or the name without its folder; * at the end.',
          },
          reason: {
            type: 'string',
            minLength: 1,
            description: 'Why it is accepted: a sentence for those who come after.',
          },
          expires: {
            type: 'string',
            pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
            description: 'The last day on which it holds: 2027-03-31.',
          },
        },
      },
    },
    failOn: {
      type: 'string',
      enum: failLevels,
      description: 'The weakest level that makes the command end with status 1; must where it is missing.',
    },
  },
};
