import { useState } from 'react';
import { fill } from '../../../locales/index.ts';
import { keysInUse } from '../../../officers/keylog.ts';
import type { Desk } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { FocusHeading } from '../parts/heading.tsx';
import { useStrings } from '../strings.ts';
import type { Vault } from '../vault/vault.ts';
import { ApproveKey } from './approve-key.tsx';
import { KeyLogBroken } from './key-log-broken.tsx';
import { MakeSheet } from './make-sheet.tsx';
import { OneKey } from './one-key.tsx';
import { RetireKey } from './retire-key.tsx';
import { SetRoot } from './set-root.tsx';
import { standingOf } from './standing.ts';

type Props = {
  readonly api: Pick<DeskApi, 'approve'>;
  readonly desk: Desk;
  readonly vault: Vault;
  /** Asks the server how it is now; rejects when that fails. */
  readonly onReload: () => Promise<Desk>;
};

/** What there is to do or to know about the school's keys, above the open desk. Usually nothing. */
export function KeyNotices({ api, desk, vault, onReload }: Props) {
  const t = useStrings().keyLog;
  const [signedFor, setSignedFor] = useState<string>();
  const standing = standingOf(desk);
  const colleagues = standing === 'in-use' ? desk.waiting : [];
  const former = standing === 'in-use' ? formerKeys(desk) : [];
  const noSheet = standing === 'in-use' && desk.school.recovery === null;
  if (standing === 'in-use' && !noSheet && colleagues.length + former.length === 0 && signedFor === undefined)
    return null;
  return (
    <div className="notices">
      {noSheet && desk.school.readers.length === 1 && <OneKey desk={desk} />}
      {standing === 'broken' && <KeyLogBroken />}
      {standing === 'no-root' && <SetRoot school={desk.school} onReload={async () => void (await onReload())} />}
      {signedFor !== undefined && (
        <section className="notice" aria-label={t.approve.done}>
          <FocusHeading key={signedFor} level={2}>
            {fill(t.approve.signed, { name: signedFor })}
          </FocusHeading>
        </section>
      )}
      {noSheet && <MakeSheet {...{ api, desk, vault, onReload }} />}
      {former.map((retired) => (
        <section className="notice" key={retired.verifyKey} aria-label={t.former.title}>
          <h2>{t.former.title}</h2>
          <p>{t.former.text}</p>
          <RetireKey
            {...{ api, vault, school: desk.school, retired, name: t.former.name }}
            onSigned={() => void onReload().catch(() => undefined)} // the next look at the desk shows it
          />
        </section>
      ))}
      {colleagues.map((colleague) => (
        <ApproveKey
          key={`${colleague.recipient} ${colleague.verifyKey}`}
          api={api}
          vault={vault}
          school={desk.school}
          colleague={colleague}
          onSigned={() => {
            setSignedFor(colleague.name);
            onReload().catch(() => undefined); // the signature is kept; the next look at the desk shows it
          }}
          stillWaits={async () => (await onReload()).waiting.some(({ officer }) => officer === colleague.officer)}
        />
      ))}
    </div>
  );
}

/** Keys in use of people who are not appointed any more: the server names them no reader. */
const formerKeys = ({ school }: Desk) =>
  keysInUse(school.keyLog).filter(({ officer }) =>
    [...school.readers, ...(school.recovery ? [school.recovery] : [])].every((known) => known.officer !== officer),
  );
