import type { Answered } from './classmates.ts';
import type { Places } from './guide.ts';
import { deputyDeskOf, deskOf, visitors } from './guide.ts';

export const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #242424; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid #d1d1d1; }
button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: 4px; color: #fff; background: #4f52b2; cursor: pointer; }
[lang=en] { color: #525252; }
button [lang=en] { color: inherit; }
[role=status] { padding: .5rem 1rem; background: #f0f0fa; }
@media (prefers-color-scheme: dark) {
  body { color: #f5f5f5; background: #1f1f1f; }
  th, td { border-color: #666; }
  button { color: #1f1f1f; background: #a9afff; }
  [lang=en] { color: #c7c7c7; }
  [role=status] { background: #2f2f4a; }
}
`;

/** No script at all; the one form may only go back to the relay. */
export const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const;

/** The start page of the sandbox, with what just happened if the visitor comes back from the form. */
export const startPage = (places: Places, said?: string): string => `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bondgenoot – proefopstelling</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>Bondgenoot – proefopstelling</h1>
<p>Eén school op deze computer. Open een venster en probeer het uit.<br>
<span lang="en">One school on this computer. Open a window and try it.</span></p>
${said ? `<p role="status">${said}</p>` : ''}
<table>
<thead><tr><th scope="col">Wie<br><span lang="en">Who</span></th><th scope="col">Wat je kunt proberen<br><span lang="en">What you can try</span></th></tr></thead>
<tbody>
${visitors(places)
  .map(
    ({ who, address, nl, en }) =>
      `<tr><th scope="row"><a href="${address}">${who}</a></th><td>${nl}<br><span lang="en">${en}</span></td></tr>`,
  )
  .join('\n')}
</tbody>
</table>
<p>De pagina's van Bondgenoot: <a href="${places.bot}/report/">melden</a>, <a href="${deskOf(places)}">het bureau van de functionaris</a> en <a href="${deputyDeskOf(places)}">dat van de vervanger</a>.<br>
<span lang="en">Bondgenoot's own pages: to report, the officer desk, and the deputy's.</span></p>
<h2>De klas</h2>
<p>Staat er een klassengesprek in een kanaal van de klas? Dan kunnen klasgenoten antwoorden.<br>
<span lang="en">Is there a class discussion in a class channel? Then classmates can answer it.</span></p>
<form method="post" action="/classmates/answer"><button>Laat vijf klasgenoten antwoorden<br><span lang="en">Let five classmates answer</span></button></form>
</main>
</body>
</html>
`;

/** One sentence for the page and the command line. */
export function report(answered: Answered): string {
  if (answered.outcome === 'no-prompt') return 'Er staat nog geen klassengesprek in een kanaal van de klas.';
  if (answered.outcome === 'everyone') return 'Alle klasgenoten hebben al geantwoord.';
  return answered.count === 1 ? '1 klasgenoot heeft geantwoord.' : `${answered.count} klasgenoten hebben geantwoord.`;
}

/** The outcome as it travels in the address after the form, and back. */
export const toQuery = (answered: Answered): string =>
  answered.outcome === 'answered' ? String(answered.count) : answered.outcome;

export function fromQuery(value: string | null): Answered | undefined {
  if (value === 'no-prompt' || value === 'everyone') return { outcome: value };
  const count = /^\d$/.test(value ?? '') ? Number(value) : undefined;
  return count === undefined ? undefined : { outcome: 'answered', count };
}
