import type { components } from '@berth/contract/client';
import { problems } from '@berth/domain';
import { CliFailure } from '../cli-failure.js';
import { plainText } from '../output/plain-text.js';

type Problem = components['schemas']['Problem'];

/** Where the token came from, which decides what to do when it is refused. */
export type TokenOrigin = 'variable' | 'login' | 'none';

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'detail' in body && typeof body.detail === 'string';

const sentence = (text: string): string => {
  const clean = plainText(text).trim();
  return /[.!?…]$/.test(clean) ? clean : `${clean}.`;
};

/** An answer other than success, as a sentence. `body` is what was parsed of it. */
export function apiFailure(status: number, body: unknown, context: { url: string; tokenOrigin: TokenOrigin; path?: string }): CliFailure {
  if (!isProblem(body)) return foreignAnswer(status, context.url);
  const lines = (body.errors ?? []).map((error) => plainText(error.message));
  return new CliFailure(messageOf(body, lines, context.path), {
    code: body.code,
    remedy: tokenRemedy(body.code, context.tokenOrigin) ?? remedyOf(body, lines, context.path),
    lines,
    requestId: body.instance,
    status,
  });
}

function messageOf(body: Problem, lines: readonly string[], path: string | undefined): string {
  if (body.code === 'invalid-input' && lines.length > 0) return 'The API does not accept this input.';
  if (body.code !== 'not-found' || isPrecise(body)) return sentence(body.detail);
  return notFoundAt(path) ?? (isOperators(path) ? 'This is for operators of the installation alone.' : sentence(body.detail));
}

function remedyOf(body: Problem, lines: readonly string[], path: string | undefined): string {
  if (body.remedy !== undefined && isPrecise(body)) return sentence(body.remedy);
  if (body.code === 'not-found' && isOperators(path)) return 'Check the name, and with `berth whoami` that you are logged in as an operator.';
  return lines.length > 0 && body.code === 'invalid-input' ? 'Correct what is named above.' : sentence(body.remedy ?? 'Try again.');
}

/** Whether the API gave a remedy for this very case, and not the one that its code always has. */
const isPrecise = ({ code, remedy }: Problem): boolean => remedy !== undefined && remedy !== (problems as Record<string, { remedy: string }>)[code]?.remedy;

const isOperators = (path: string | undefined): boolean => path?.includes('/v1/operator/') === true;

const nouns: Record<string, string> = { tenants: 'tenant', apps: 'app', environments: 'environment', processes: 'process', deployments: 'deployment', releases: 'release', runs: 'run', tokens: 'token', members: 'member', plans: 'plan' };

/** What a path names, inside out; the API does not say which part is missing, lest it tell what others have. */
function notFoundAt(path: string | undefined): string | null {
  const parts = decodeURIComponent(path ?? '').split('/');
  const named = parts.flatMap((part, index) => (Object.hasOwn(nouns, part) && parts[index + 1] ? [`${nouns[part]} ${parts[index + 1]}`] : [])).filter((name) => name !== 'environment production');
  return named.length === 0 ? null : `Not found, or not yours to see: ${plainText(named.toReversed().join(' of '))}.`;
}

function tokenRemedy(code: string, origin: TokenOrigin): string | undefined {
  if (code !== 'unauthenticated' && code !== 'token-expired') return undefined;
  if (origin === 'variable') return 'Set BERTH_TOKEN to a valid token, or unset it and run `berth login`.';
  return 'Run `berth login`.';
}

/** An answer that is not from the API: a proxy's page, or another server. */
function foreignAnswer(status: number, url: string): CliFailure {
  const { origin } = new URL(url);
  if (status >= 502 && status <= 504) {
    return new CliFailure(`The API behind ${origin} does not answer (status ${status}).`, { code: 'unreachable', remedy: 'Running apps are not affected. Try again in a moment; if it lasts, tell the operator.', status });
  }
  return new CliFailure(`What answers at ${url} is not Berth’s API (status ${status}).`, { code: 'not-berth', remedy: 'Check the address: it ends in /api, such as https://berth.example.com/api.', status });
}
