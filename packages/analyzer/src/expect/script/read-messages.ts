/** Messages by name, out of a text in which each stands below a line `=== NAME anything`; line ends become those of SIP. */
export function readMessages(text: string): Map<string, string> {
  const messages = new Map<string, string>();
  for (const part of text.replaceAll('\r\n', '\n').split(/^=== /m).slice(1)) {
    const end = part.indexOf('\n');
    const [name = ''] = part.slice(0, end).split(' ');
    if (messages.has(name)) throw new Error(`there are two messages ${name}`);
    messages.set(name, part.slice(end + 1).replaceAll('\n', '\r\n'));
  }
  return messages;
}
