/** Filled in by scripts/build-pages.ts. */
declare const BUILD_VERSION: string;

/** Tells the build of this file from any other: a page that stayed open over a deploy gets the worker of the next one. */
export const VERSION = BUILD_VERSION;
