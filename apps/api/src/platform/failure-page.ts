import { failureClasses, failureGuide, failures } from '@berth/domain';
import { createHash } from 'node:crypto';

/** Where the page is, below the installation's public URL. */
export const failurePagePath = '/api/docs/failures';

const style = 'body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark}nav{columns:14rem}:target{outline:2px solid;outline-offset:.5rem}';

/** The page has no script, and this style alone. */
export const failurePagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (plain: string): string => plain.replace(/[&<>"]/g, (one) => entities[one]!).replace(/`([^`]+)`/g, '<code>$1</code>');

const section = (name: (typeof failureClasses)[number]): string => {
  const { see, why, todo } = failureGuide[name];
  return `<section id="${name}"><h2>${name}</h2><p><b>${text(failures[name].title)}.</b></p><p><b>What you see.</b> ${text(see)}</p><p><b>Why.</b> ${text(why)}</p><p><b>What to do.</b></p><ul>${todo.map((line) => `<li>${text(line)}</li>`).join('')}</ul></section>`;
};

/** The handbook of failures as a page that every failure links into. */
export const failurePage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Why a deployment fails</title><style>${style}</style></head><body><main><h1>Why a deployment fails</h1><nav aria-label="Failures"><ul>${failureClasses.map((name) => `<li><a href="#${name}">${name}</a></li>`).join('')}</ul></nav>${failureClasses.map(section).join('')}</main></body></html>
`;
