type Attribute = string | boolean | undefined | ((event: Event) => void);
export type Child = Node | string | undefined;

/**
 * Makes an element. Text goes in as text nodes only, so that nothing typed or received is ever read as HTML.
 *
 * @param attributes a function listens to the event of that name; true and false set or leave out an attribute.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A heading that can take the focus when its step begins. */
export const heading = (text: string): HTMLElement => h('h2', { class: 'step-heading', tabindex: '-1' }, text);

/** A button that does not submit anything. */
export const button = (text: string, kind: 'primary' | 'secondary' | 'quiet', click: () => void): HTMLButtonElement =>
  h('button', { type: 'button', class: `button ${kind}`, click }, text);

/** A bar that moves for as long as something takes, with words for whoever does not see it. */
export const progress = (text: string): HTMLElement =>
  h(
    'div',
    { class: 'progress' },
    h('div', { class: 'progress-bar', 'aria-hidden': 'true' }),
    h('p', { role: 'status' }, text),
  );

/** Waits until what was just put on the page has been drawn, so that slow work does not begin on an old picture. */
export const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 200); // a page in the background draws nothing
  });
