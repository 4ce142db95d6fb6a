import { fill } from '../../../locales/index.ts';
import { fingerprintOf } from '../../../officers/fingerprint.ts';
import type { Desk } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { useStrings } from '../strings.ts';
import type { Vault } from '../vault/vault.ts';
import { RetireKey } from './retire-key.tsx';
import { standingOf } from './standing.ts';
import { Words } from './words.tsx';

type Props = {
  readonly api: Pick<DeskApi, 'approve'>;
  readonly desk: Desk;
  readonly vault: Vault;
  readonly onReload: () => Promise<Desk>;
};

/** The six words of every colleague whose key the checked key log bears out; none when the log does not hold. */
export function ColleaguesWords({ api, desk, vault, onReload }: Props) {
  const { keyLog, ownWords } = useStrings();
  const t = ownWords.colleagues;
  const broken = standingOf(desk) === 'broken';
  const colleagues = broken ? [] : desk.school.readers.filter(({ officer }) => officer !== desk.me.officer);
  return (
    <>
      <h3>{t.title}</h3>
      {broken && <p className="forged">{t.broken}</p>}
      {!broken && colleagues.length === 0 && <p className="subtle">{t.none}</p>}
      {colleagues.length > 0 && <p>{t.lead}</p>}
      {colleagues.map((colleague) => (
        <div className="colleague" key={colleague.officer}>
          <p>
            <strong>{colleague.name}</strong> · {keyLog.roles[colleague.role]}
          </p>
          <Words words={fingerprintOf(colleague)} label={fill(keyLog.approve.words, { name: colleague.name })} />
          <RetireKey
            {...{ api, vault, school: desk.school, retired: colleague, name: colleague.name }}
            onSigned={() => void onReload().catch(() => undefined)} // the next look at the desk shows it
          />
        </div>
      ))}
    </>
  );
}
