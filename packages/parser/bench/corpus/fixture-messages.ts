import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyze } from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';
import { describeDiagnostic, parseMessage } from '@sipscope/parser';

const fixtures = path.join(import.meta.dirname, '../../../../fixtures');

/** Every distinct message of the fixtures that is right by its grammar: those of the captures, and the torture messages that must be accepted. */
export async function fixtureMessages(): Promise<string[]> {
  const messages = new Set<string>();
  for (const file of captureFiles()) {
    const capture = await openCapture(file);
    await analyze(capture.chunks(), { onMessage: (_, bytes) => messages.add(Buffer.from(bytes).toString('utf8')) });
    await capture.close();
  }
  for (const file of acceptedTortures()) messages.add(readFileSync(file, 'utf8'));
  return [...messages].filter((text) => errorsOf(Buffer.from(text)).length === 0);
}

/** The codes of what is wrong with a message. */
export function errorsOf(bytes: Uint8Array): string[] {
  return parseMessage(bytes)
    .diagnostics.filter((diagnostic) => describeDiagnostic(diagnostic, bytes).severity === 'error')
    .map(({ code, span }) => `${code}: ${Buffer.from(bytes.subarray(span[0], span[1])).toString()}`);
}

function captureFiles(): string[] {
  const folder = path.join(fixtures, 'captures');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.pcap(?:ng)?(?:\.gz)?$/.test(name))
    .toSorted()
    .map((name) => path.join(folder, name));
}

function acceptedTortures(): string[] {
  const folder = path.join(fixtures, 'messages/rfc4475');
  const { messages }: { messages: { file: string; parser: string }[] } = JSON.parse(
    readFileSync(path.join(folder, 'manifest.json'), 'utf8'),
  );
  return messages.filter(({ parser }) => parser === 'accept').map(({ file }) => path.join(folder, file));
}
