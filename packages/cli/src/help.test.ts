import { describe, expect, test } from 'vitest';
import { commandTable } from './command-table.ts';
import { helpText } from './help.ts';

describe('helpText()', () => {
  test('names every command and every exit status', () => {
    const overview = helpText(undefined);

    for (const { name } of commandTable) expect(overview).toContain(`sipscope ${name} `);
    for (const status of [0, 2, 3, 4, 70, 74]) expect(overview).toMatch(new RegExp(`\\b${status} `));
  });

  test.each(commandTable)('of $name names all its options and formats', (command) => {
    const help = helpText(command);

    for (const option of command.options) expect(help).toContain(`--${option}`);
    for (const format of command.formats) expect(help).toContain(format);
  });
});
