/** Moves the focus to where a new step begins: what went wrong if anything did, else its heading. */
export function focusStep(host: HTMLElement): void {
  const invalid = host.querySelector<HTMLElement>('.receipt-field[aria-invalid]');
  const begin = host.querySelector<HTMLElement>('.summary') ?? invalid;
  const title = host.querySelector<HTMLElement>('h2, [role=heading]');
  if (!begin) title?.setAttribute('tabindex', '-1');
  (begin ?? title)?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}
