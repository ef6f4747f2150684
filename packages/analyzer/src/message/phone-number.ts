/**
 * The digits of a user part that is a telephone number, `+` before them where it is global, visual separators taken
 * out (RFC 3966 §5.1.1); `undefined` where it is a name. Parameters after `;` do not count.
 */
export function phoneNumber(user: string | undefined): string | undefined {
  if (user === undefined || user.length > 256) return undefined;
  const [subscriber = ''] = user.split(';', 1);
  const digits = subscriber.replaceAll(/[-.()]/g, '');
  return /^\+?[0-9*#]+$/.test(digits) && /[0-9]/.test(digits) ? digits : undefined;
}
