/** The little of jsdom that the card parser uses; the package brings no types. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options: { readonly runScripts: 'outside-only' });
    readonly window: {
      readonly document: Document;
      readonly eval: (script: string) => void;
      readonly [name: string]: unknown;
    };
  }
}
