import { h } from './dom.ts';

/**
 * Refuses images and files that are dropped or pasted anywhere on the page. They are never read: only the kind of what
 * comes is looked at.
 *
 * @param text what to say then, in the language of the moment.
 */
export function refuseImages(page: Document, text: () => string): void {
  const notice = h('div', { class: 'toast', role: 'alert', hidden: true });
  page.body.append(notice);
  const refuse = (event: Event, kinds: readonly string[] | undefined) => {
    if (!kinds?.includes('Files')) return;
    event.preventDefault();
    notice.textContent = text();
    notice.hidden = false;
  };
  page.addEventListener('dragover', (event) => event.dataTransfer?.types.includes('Files') && event.preventDefault());
  page.addEventListener('drop', (event) => refuse(event, event.dataTransfer?.types));
  page.addEventListener('paste', (event) => {
    const kinds = event.clipboardData?.types;
    // Text from a word processor brings a picture of itself along. A text field takes only the text.
    if (!kinds?.includes('text/plain')) refuse(event, kinds);
  });
  for (const next of ['keydown', 'pointerdown']) page.addEventListener(next, () => (notice.hidden = true));
}
