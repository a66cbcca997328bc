import { Problem, type FieldError } from '@berth/domain';

const shown = 50;

/** A field that is refused: its JSON pointer into the request, and what is wrong in words that follow its name. */
export interface Refusal {
  path: string;
  words: string;
  /** What to write instead, where that is known. */
  remedy?: string | undefined;
}

/** A request's field as people write it: `/body/processes/0/port` is `processes[0].port`. */
function nameOf(pointer: string): string {
  const [, part, ...keys] = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (keys.length === 0) return part === 'query' ? 'The query' : 'The body';
  return keys.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

/** The problem of a request whose fields are refused: the first one in its detail, all of them under `errors`. */
export function invalidInput(refusals: readonly Refusal[]): Problem {
  const errors: FieldError[] = refusals.map(({ path, words }) => ({ path, message: `${nameOf(path)} ${words}${words.endsWith('?') ? '' : '.'}` }));
  const remedy = refusals.find((refusal) => refusal.remedy !== undefined)?.remedy;
  const more = errors.length > 1 ? ` ${errors.length - 1} more ${errors.length === 2 ? 'field is' : 'fields are'} refused.` : '';
  return new Problem('invalid-input', `${errors[0]?.message ?? 'The request is refused.'}${more}`, { errors: errors.slice(0, shown), ...(remedy !== undefined && { remedy }) });
}

/** The same for one field. */
export const invalidField = (path: string, words: string): Problem => invalidInput([{ path, words }]);
