import { useEffect, useState } from 'react';
import { type CaseId, caseId } from '../../../reports/model.ts';

/** The link to a case: in the fragment, which browsers send to no server. */
export const linkTo = (id: CaseId): string => `#case=${id}`;
/** The link back to the list. */
export const LIST_LINK = '#cases';

/** The case in the address, if there is one. */
export function caseInAddress(hash: string): CaseId | undefined {
  const parsed = caseId.safeParse(new URLSearchParams(hash.replace(/^#/, '')).get('case'));
  return parsed.success ? parsed.data : undefined;
}

/** The case that the address points at now; follows links and the browser's back button. */
export function useCaseInAddress(): CaseId | undefined {
  const [id, setId] = useState(() => caseInAddress(location.hash));
  useEffect(() => {
    const follow = () => setId(caseInAddress(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return id;
}
