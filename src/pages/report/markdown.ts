/**
 * Turns the little Markdown that cards use into HTML: `**bold**`, lists of lines that begin with `- `, paragraphs, line
 * breaks, and a backslash before a sign that is to be read as itself. Everything else is escaped, so what comes out holds
 * no tag but `p`, `br`, `ul`, `li` and `strong`.
 */
export function toHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .flatMap((block) => groupLists(block.split('\n')))
    .join('');
}

function groupLists(lines: readonly string[]): string[] {
  const parts: { list: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const list = line.startsWith('- ');
    const last = parts.at(-1);
    if (last?.list === list) last.lines.push(line);
    else parts.push({ list, lines: [line] });
  }
  return parts.map((part) =>
    part.list
      ? `<ul>${part.lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`
      : `<p>${part.lines.map(inline).join('<br>')}</p>`,
  );
}

function inline(text: string): string {
  return text
    .split(/(\*\*(?:\\.|[^*\\])+\*\*)/)
    .map((part, i) => (i % 2 === 1 ? `<strong>${literal(part.slice(2, -2))}</strong>` : literal(part)))
    .join('');
}

const literal = (text: string) => escapeHtml(text.replace(/\\([\\`*_{}[\]()#+!|<>~-])/g, '$1'));

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
