/** A message as a list of header fields, which can be copied and changed on its way. */
export type SipText = {
  readonly start: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
};

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function printSip({ start, fields, body }: SipText): string {
  return [start, ...fields.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}

export function valuesOf(message: SipText, name: string): string[] {
  return message.fields.filter((field) => sameName(field[0], name)).map(([, value]) => value);
}

export function valueOf(message: SipText, name: string): string | undefined {
  return valuesOf(message, name)[0];
}

export function withoutField(message: SipText, name: string): SipText {
  return { ...message, fields: message.fields.filter((field) => !sameName(field[0], name)) };
}

/** In the place of the first field of this name, or at the end. */
export function withField(message: SipText, name: string, values: readonly string[]): SipText {
  const at = message.fields.findIndex((field) => sameName(field[0], name));
  const others = withoutField(message, name).fields;
  const index = at < 0 ? others.length : at;
  const added = values.map((value) => [name, value] as const);
  return { ...message, fields: [...others.slice(0, index), ...added, ...others.slice(index)] };
}

export function tagOf(value: string | undefined): string | undefined {
  return /;\s*tag=([^;\s]+)/i.exec(value ?? '')?.[1];
}

/** What stands between angle brackets, or before parameters. */
export function uriOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return /<([^>]*)>/.exec(value)?.[1] ?? value.split(';')[0]?.trim();
}

export function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
