import { type ReactNode, useEffect, useRef } from 'react';

/** A heading that takes the focus when its screen appears, so that a keyboard and a screen reader start there. */
export function FocusHeading({ level, children }: { readonly level: 1 | 2; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const Tag = `h${level}` as const;
  return (
    <Tag ref={heading} tabIndex={-1}>
      {children}
    </Tag>
  );
}
