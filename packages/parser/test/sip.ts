/** Message text with CR LF line ends, written with plain ones: the bytes of a message. The indentation of the first line is taken off every line. */
export function sip(strings: TemplateStringsArray, ...values: readonly (string | number)[]): Uint8Array {
  const text = String.raw({ raw: strings }, ...values);
  const lines = text.replace(/^\n/, '').split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return encode(
    lines.map((line) => line.substring(Math.min(indent, line.length - line.trimStart().length))).join('\r\n'),
  );
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** A request that is right in every respect, with these lines added behind its own. */
export function withHeaders(...lines: readonly string[]): Uint8Array {
  const all = [
    'OPTIONS sip:bob@example.com SIP/2.0',
    'Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKa1',
    'From: <sip:alice@example.com>;tag=1',
    'To: <sip:bob@example.com>',
    'Call-ID: a1@host.example.com',
    'CSeq: 1 OPTIONS',
    'Max-Forwards: 70',
    ...lines,
    'Content-Length: 0',
    '',
    '',
  ];
  return encode(all.join('\r\n'));
}
