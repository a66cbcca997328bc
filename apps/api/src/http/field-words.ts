import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const kinds: Record<string, string> = {
  string: 'text', number: 'a number', int: 'a whole number', bigint: 'a whole number', boolean: 'true or false', array: 'a list', tuple: 'a list', set: 'a list', object: 'an object', record: 'an object', map: 'an object',
  date: 'a date', null: 'null', undefined: 'left out', never: 'left out', void: 'left out', nan: 'a number', file: 'a file', symbol: 'text', function: 'text',
};
const formats: Record<string, string> = {
  email: 'must be an e-mail address such as ada@example.com',
  uuid: 'must be an id (a UUID)',
  guid: 'must be an id (a UUID)',
  url: 'must be a URL such as https://example.com',
  datetime: 'must be a time in UTC such as 2026-01-31T12:00:00Z (RFC 3339)',
  date: 'must be a date such as 2026-01-31',
  time: 'must be a time of day such as 12:00:00',
  duration: 'must be a duration such as PT1H (ISO 8601)',
  ipv4: 'must be an IPv4 address',
  ipv6: 'must be an IPv6 address',
  cidrv4: 'must be an IPv4 range such as 10.0.0.0/8',
  cidrv6: 'must be an IPv6 range such as fd00::/8',
  base64: 'must be base64',
  base64url: 'must be base64url',
  json_string: 'must be JSON',
  lowercase: 'must be in lower case',
  uppercase: 'must be in upper case',
};

/** What is wrong with a field in words that follow its name: “is missing”, “must be at most 100”. Words of the schema's own come before these. */
export function fieldWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${oneOf(issue.values)}`;
    case 'too_big':
      return beyond(issue.origin, issue.maximum, { exact: issue.exact, inclusive: issue.inclusive }, 'most', 'less');
    case 'too_small':
      return beyond(issue.origin, issue.minimum, { exact: issue.exact, inclusive: issue.inclusive }, 'least', 'more');
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return wrongFormat(issue);
    case 'unrecognized_keys':
      return `has fields that are not known: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return wrongForm(issue.options as readonly unknown[] | undefined);
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is not an accepted name';
    case 'invalid_element':
      return `has an entry that ${issue.issues[0]?.message ?? 'is not accepted'}`;
    default:
      return 'is not accepted';
  }
}

function wrongType(expected: string, input: unknown): string {
  if (input === undefined) return 'is missing';
  const wanted = kinds[expected] ?? `of the type ${expected}`;
  if (wanted === 'left out') return 'must be left out';
  if (Array.isArray(input)) return `must be ${wanted}, not a list`;
  return input === null ? `must be ${wanted}, not null` : `must be ${wanted}`;
}

const wrongForm = (options: readonly unknown[] | undefined): string => (options && options.length > 0 ? `must be ${oneOf(options)}` : 'has none of the forms that are accepted');

const oneOf = (values: readonly unknown[]): string => (values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`);

const units: Record<string, (count: unknown) => string> = {
  string: (count) => `${String(count)} character${Number(count) === 1 ? '' : 's'}`,
  array: (count) => `${String(count)} item${Number(count) === 1 ? '' : 's'}`,
  set: (count) => `${String(count)} item${Number(count) === 1 ? '' : 's'}`,
  map: (count) => `${String(count)} entr${Number(count) === 1 ? 'y' : 'ies'}`,
  file: (count) => `${String(count)} bytes`,
};

function beyond(origin: string, bound: unknown, { exact, inclusive }: { exact?: boolean | undefined; inclusive?: boolean | undefined }, most: 'most' | 'least', less: 'less' | 'more'): string {
  const unit = units[origin];
  if (unit) return exact ? `must have exactly ${unit(bound)}` : inclusive === false ? `must have ${less} than ${unit(bound)}` : `must have at ${most} ${unit(bound)}`;
  const value = origin === 'date' ? new Date(bound as number).toISOString() : String(bound);
  return exact ? `must be exactly ${value}` : inclusive === false ? `must be ${less} than ${value}` : `must be at ${most} ${value}`;
}

function wrongFormat({ format, prefix, suffix, includes }: Extract<Issue, { code: 'invalid_format' }>): string {
  if (format === 'starts_with') return `must start with ${String(prefix)}`;
  if (format === 'ends_with') return `must end with ${String(suffix)}`;
  if (format === 'includes') return `must contain ${String(includes)}`;
  return formats[format] ?? 'is not written as it must be';
}
