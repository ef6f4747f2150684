import type { Parameter } from '../header/parameter.ts';

/** Parameters of a URI, as they are written: each behind its semicolon, no value in quotes. */
export function writeUriParameters(params: readonly Pick<Parameter, 'name' | 'value'>[]): string {
  return params.map((one) => (one.value === undefined ? `;${one.name}` : `;${one.name}=${one.value}`)).join('');
}
