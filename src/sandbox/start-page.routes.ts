import type { Answered } from './classmates.ts';
import type { Places } from './guide.ts';
import type { Route } from './http.ts';
import { fromQuery, HEADERS, report, STYLE, startPage, toQuery } from './start-page.ts';

/** The start page, its style, and its one button. `answer` lets the classmates answer. */
export const startPageRoutes = (places: Places, answer: () => Promise<Answered>): Route[] => [
  {
    method: 'GET',
    path: /^\/$/,
    handle: ({ query }) => {
      const answered = fromQuery(query.get('antwoorden'));
      return { status: 200, headers: HEADERS, body: startPage(places, answered && report(answered)) };
    },
  },
  {
    method: 'GET',
    path: /^\/style\.css$/,
    handle: () => ({ status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: STYLE }),
  },
  {
    method: 'POST',
    path: /^\/classmates\/answer$/,
    handle: async () => {
      const answered = await answer();
      return { status: 303, headers: { location: `/?antwoorden=${toQuery(answered)}` }, body: `${report(answered)}\n` };
    },
  },
];
