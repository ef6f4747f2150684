/** Calls the listener with each line of an answer as it comes; the last may end without a line feed. */
export async function readLines({ body }: Response, listener: (line: string) => void): Promise<void> {
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = `${begun}${piece.value}`.split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) if (line !== '') listener(line);
  }
  if (begun !== '') listener(begun);
}
