import { type FieldType, jsonText } from '@sipscope/analyzer';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { RowsToWrite } from './write-rows.ts';

/** Rows that are encoded together, which is what is held at a time. */
const groupRows = 20_000;

type Columns = readonly (readonly [name: string, type: FieldType])[];

const elements = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  texts: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
  numbers: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
} as const;

/**
 * Apache Parquet: texts as strings, times as they are written elsewhere, numbers as doubles, lists and objects as JSON; what a row has not is null.
 */
export async function* writeParquet(what: RowsToWrite, columns: Columns): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = new TakenBytes();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(([name, type]) => ({ name, repetition_type: 'OPTIONAL' as const, ...elements[type] })),
    ],
    kvMetadata: [
      { key: 'list', value: what.list },
      ...(what.capture === undefined ? [] : [{ key: 'capture', value: what.capture }]),
    ],
    createdBy: 'sipscope',
  });
  let waiting: object[] = [];
  const write = async (rows: readonly object[]): Promise<void> => {
    const columnData = columns.map(([name, type]) => ({ name, data: rows.map((row) => cell(row, name, type)) }));
    await writer.write({ columnData, rowGroupSize: groupRows });
  };
  for await (const rows of what.rows) {
    for (const row of rows) waiting.push(row);
    if (waiting.length < groupRows) continue;
    await write(waiting);
    waiting = [];
    yield bytes.take();
  }
  if (waiting.length > 0) await write(waiting);
  await writer.finish();
  yield bytes.take();
}

function cell(row: object, name: string, type: FieldType): unknown {
  const value = (row as Readonly<Record<string, unknown>>)[name];
  if (value === undefined) return null;
  if (type === 'texts' || type === 'numbers') return value;
  return type === 'text' && typeof value !== 'string' ? jsonText(value) : value;
}

/** What was written since it was taken last. */
class TakenBytes extends ByteWriter {
  take(): Uint8Array {
    const taken = this.getBytes().slice();
    this.index = 0;
    return taken;
  }
}
