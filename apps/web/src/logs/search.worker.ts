import { matcher, type SearchAnswer, type SearchRequest } from './search-lines.ts';

/** Searches a copy of the viewer's lines, so that a slow expression never stops the page. */
let lines: { id: number; line: string }[] = [];
let current: { ticket: number; test: (line: string) => boolean } | null = null;

const answer = (message: SearchAnswer) => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<SearchRequest>) => {
  const request = event.data;
  if (request.kind === 'clear') {
    lines = [];
  } else if (request.kind === 'append') {
    for (const line of request.lines) lines.push(line);
    if (lines.length > request.keep * 1.1) lines = lines.slice(-request.keep);
    const { test, ticket } = current ?? {};
    if (test && ticket !== undefined) answer({ ticket, hits: request.lines.filter(({ line }) => test(line)).map(({ id }) => id), error: null, more: true });
  } else {
    current = null;
    if (!request.search || request.search.text === '') return answer({ ticket: request.ticket, hits: [], error: null, more: false });
    try {
      const test = matcher(request.search);
      const hits = lines.filter(({ line }) => test(line)).map(({ id }) => id);
      current = { ticket: request.ticket, test };
      answer({ ticket: request.ticket, hits, error: null, more: false });
    } catch (error) {
      answer({ ticket: request.ticket, hits: [], error: error instanceof Error ? error.message : String(error), more: false });
    }
  }
});
