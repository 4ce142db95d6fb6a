/** Made by scripts/build-pages.ts. */
declare module 'page-content' {
  const content: Readonly<Record<import('../../locales/index.ts').Locale, import('./content.ts').PageContent>>;
  export default content;
}
