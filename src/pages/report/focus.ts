/** Moves the focus to where a new step begins: what went wrong if anything did, else its heading. */
export function focusStep(host: HTMLElement): void {
  const invalid = host.querySelector<HTMLElement>('.receipt-field[aria-invalid], .write-field[aria-invalid]');
  const begin = host.querySelector<HTMLElement>('.summary, .sure') ?? invalid;
  const title = host.querySelector<HTMLElement>('h2, [role=heading]');
  if (!begin) title?.setAttribute('tabindex', '-1');
  (begin ?? title)?.focus({ preventScroll: true });
  if (begin?.matches('.sure, .write-field')) begin.scrollIntoView({ block: 'center' });
  else window.scrollTo({ top: 0 });
}
