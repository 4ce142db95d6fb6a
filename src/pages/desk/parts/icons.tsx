const PATHS = {
  lock: 'M5.5 9V6.5a4.5 4.5 0 0 1 9 0V9M4.5 9h11v8h-11zM10 12v2',
  back: 'M12 4l-6 6 6 6',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16 3v3.5h-3.5',
  genuine: 'M4 10.5l4 4 8-9',
  acute: 'M10 3l8 14H2zM10 8v4M10 14.2v.3',
} as const;

/** A small picture that only repeats what the words beside it say, so a screen reader skips it. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
