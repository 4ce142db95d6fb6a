import { useCallback, useEffect, useState } from 'react';
import type { Insight } from '../../../guidelines/wire.ts';
import type { DeskApi } from '../api.ts';

export type InsightLoad = {
  readonly insight: Insight | undefined;
  readonly failed: boolean;
  readonly retry: () => void;
};

/** Asks for the insight once: it does not change before the next Monday. */
export function useInsight(api: DeskApi): InsightLoad {
  const [insight, setInsight] = useState<Insight>();
  const [failed, setFailed] = useState(false);
  const retry = useCallback(() => {
    setFailed(false);
    api.insight().then(setInsight, () => setFailed(true));
  }, [api]);
  useEffect(retry, [retry]);
  return { insight, failed, retry };
}
