import { Button } from '@fluentui/react-components';
import { useRef } from 'react';
import { LEAST } from '../../../guidelines/wire.ts';
import { fill } from '../../../locales/index.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useStrings } from '../strings.ts';
import { LowRated } from './low-rated.tsx';
import type { InsightLoad } from './use-insight.ts';
import { Weeks } from './weeks.tsx';

const ID = 'insight';
/** The link to the insight; it is no case, so the list stays where it is. */
export const INSIGHT_LINK = `#${ID}`;

/** Where students get stuck, without any person. When it cannot be had, one line says so: the cases go on. */
export function InsightView({ insight, failed, retry }: InsightLoad) {
  const t = useStrings();
  const heading = useRef<HTMLHeadingElement>(null);
  const retryHere = () => {
    // The button goes away with the line it stands in.
    heading.current?.focus();
    retry();
  };
  return (
    <article className="insight" aria-labelledby={ID}>
      <h2 id={ID} ref={heading} tabIndex={-1}>
        {t.insight.title}
      </h2>
      {failed && (
        <p className="insight-failed">
          {t.insight.failed}
          <Button onClick={retryHere}>{t.trouble.retry}</Button>
        </p>
      )}
      {!insight && !failed && <Waiting label={t.insight.loading} />}
      {insight && (
        <>
          <Weeks weeks={insight.weeks} />
          <LowRated entries={insight.entries} />
          <p className="subtle">{fill(t.insight.privacy, { least: LEAST })}</p>
        </>
      )}
    </article>
  );
}
