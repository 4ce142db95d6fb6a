import { createContext, type ReactNode, useContext, useState } from 'react';

const Announce = createContext<(text: string) => void>(() => {});

/** Tells a screen reader what changed, without moving the focus. */
export const useAnnounce = () => useContext(Announce);

/** Holds the one polite live region of the page. */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  const [text, announce] = useState('');
  return (
    <Announce value={announce}>
      {children}
      <div className="unseen" role="status" aria-live="polite">
        {text}
      </div>
    </Announce>
  );
}
