import type { Answered } from './classmates.ts';
import type { Places } from './guide.ts';
import { visitors } from './guide.ts';

export const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #242424; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid #d1d1d1; }
button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: 4px; color: #fff; background: #4f52b2; cursor: pointer; }
[lang=en] { color: #525252; }
[role=status] { padding: .5rem 1rem; background: #f0f0fa; }
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
<thead><tr><th scope="col">Wie</th><th scope="col">Wat je kunt proberen</th></tr></thead>
<tbody>
${visitors(places)
  .map(
    ({ who, address, nl, en }) =>
      `<tr><th scope="row"><a href="${address}">${who}</a></th><td>${nl}<br><span lang="en">${en}</span></td></tr>`,
  )
  .join('\n')}
</tbody>
</table>
<p>De pagina's van Bondgenoot: <a href="${places.bot}/report/">melden</a> en <a href="${places.bot}/desk/">het bureau van de functionaris</a>.<br>
<span lang="en">Bondgenoot's own pages: to report, and the officer desk.</span></p>
<h2>De klas</h2>
<p>Staat er een gespreksstarter in een kanaal van de klas? Dan kunnen klasgenoten antwoorden.<br>
<span lang="en">Is there a prompt in a class channel? Then classmates can answer it.</span></p>
<form method="post" action="/classmates/answer"><button>Laat vijf klasgenoten antwoorden</button></form>
</main>
</body>
</html>
`;

/** One sentence for the page and the command line. */
export function report(answered: Answered): string {
  if (answered.outcome === 'no-prompt') return 'Er staat nog geen gespreksstarter in een kanaal van de klas.';
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
