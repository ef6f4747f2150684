/** A form that the text of an element or attribute may have, and the value it gives. XML Schema part 2. */
export type SimpleType<T> = {
  /** For the diagnostic of a text that does not have it. */
  readonly expected: string;
  /** Undefined where the text does not have the form. */
  readonly read: (text: string) => T | undefined;
};

/** xs:string, as written. */
export const string: SimpleType<string> = { expected: 'text', read: (text) => text };

/** xs:token and xs:anyURI: the white space round it is no part of it. */
export const token: SimpleType<string> = { expected: 'text', read: (text) => text.trim() };

/** xs:anyURI that is not empty. */
export const uri: SimpleType<string> = {
  expected: 'a URI',
  read: (text) => {
    const trimmed = text.trim();
    return trimmed === '' || /\s/.test(trimmed) ? undefined : trimmed;
  },
};

/** xs:boolean. */
export const boolean: SimpleType<boolean> = {
  expected: 'true, false, 1 or 0',
  read: (text) => {
    const trimmed = text.trim();
    if (trimmed === 'true' || trimmed === '1') return true;
    return trimmed === 'false' || trimmed === '0' ? false : undefined;
  },
};

/** A whole number in a range. */
export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER): SimpleType<number> {
  return {
    expected: most === Number.MAX_SAFE_INTEGER ? `a whole number from ${least}` : `a number from ${least} to ${most}`,
    read: (text) => {
      const trimmed = text.trim();
      if (!/^[+-]?\d+$/.test(trimmed)) return undefined;
      const value = Number(trimmed);
      // Numbers of 64 bits that a double does not hold exactly are kept near enough.
      return value >= least && (value <= most || most === Number.MAX_SAFE_INTEGER) ? value : undefined;
    },
  };
}

/** xs:nonNegativeInteger and xs:unsignedLong. */
export const unsigned: SimpleType<number> = integer(0);

/** xs:unsignedInt. */
export const unsignedInt: SimpleType<number> = integer(0, 0xffff_ffff);

/** xs:decimal in a range. */
export function decimal(least: number = -Infinity, most: number = Infinity): SimpleType<number> {
  return {
    expected: least === -Infinity ? 'a number' : `a number from ${least} to ${most}`,
    read: (text) => {
      const value = readNumber(text.trim());
      return value !== undefined && value >= least && value <= most ? value : undefined;
    },
  };
}

/** Numbers with white space between: coordinates. */
export const numbers: SimpleType<readonly number[]> = {
  expected: 'numbers with spaces between them',
  read: (text) => {
    const values = text.split(/\s/).filter((word) => word !== '');
    const read = values.map(readNumber).filter((value) => value !== undefined);
    return read.length === values.length && read.length > 0 ? read : undefined;
  },
};

/** Words with white space between. */
export const words: SimpleType<readonly string[]> = {
  expected: 'words',
  read: (text) => text.split(/\s/).filter((word) => word !== ''),
};

/** xs:base64Binary, kept as written: the recording's identifiers. */
export const base64: SimpleType<string> = {
  expected: 'base64',
  read: (text) => (/^[A-Za-z0-9+/=\s]+$/.test(text) ? text.trim() : undefined),
};

/** One of some words. */
export function oneOf<const T extends string>(...words: readonly T[]): SimpleType<T> {
  return {
    expected: words.length < 8 ? words.join(', ') : `${words.slice(0, 8).join(', ')} …`,
    read: (text) => {
      const trimmed = text.trim();
      return words.find((word) => word === trimmed);
    },
  };
}

/** xs:dateTime and RFC 3339's date-time, as written, where such a time is. */
export const dateTime: SimpleType<string> = {
  expected: 'a time such as 2026-11-22T10:15:00Z',
  read: (text) => {
    const trimmed = text.trim();
    const parts = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/.exec(trimmed);
    if (parts === null) return undefined;
    const [month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number];
    const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, Number(trimmed.slice(0, 4)));
    return isDate && hour <= 24 && minute <= 59 && second <= 60 ? trimmed : undefined;
  },
};

function daysOf(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function readNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}
