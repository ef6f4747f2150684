import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { analyze } from '@sipscope/analyzer';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { schemas } from './schemas.ts';

const captures = path.join(import.meta.dirname, '../../../../fixtures/captures/messaging');

test.each(['message-options-info.pcap', 'msrp-session.pcap'])(
  'conversations of %s are as the API documents them',
  async (name) => {
    const schema = schemas.find(({ $id }) => $id === 'ConversationRow');
    const analysis = await analyze([await readFile(path.join(captures, name))]);

    const rows = [...analysis.conversations()];

    expect(rows).toHaveLength(1);
    for (const row of rows) expect(schema && [...Value.Errors(schema, row)]).toEqual([]);
  },
);
