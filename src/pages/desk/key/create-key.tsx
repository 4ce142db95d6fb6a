import { useState } from 'react';
import { newPassphrase } from '../../../officers/key.ts';
import { WORDS } from '../../../officers/wordlist.nl.ts';
import { dayOf } from '../../../reports/model.ts';
import type { Desk } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { DeskError } from '../trouble.ts';
import type { FirstKey, MadeKey } from '../vault/calls.ts';
import { newVault } from '../vault/vault.ts';
import { AskBack } from './ask-back.tsx';
import { ExplainKey } from './explain-key.tsx';
import { ShowWords } from './show-words.tsx';

/** The key was made, or it turned out that this officer had made one elsewhere. */
export type KeyOutcome = 'made' | 'other';

type Props = {
  readonly api: DeskApi;
  readonly desk: Desk;
  readonly onDone: (outcome: KeyOutcome) => void;
};

/** The officer's first visit: what the key is, the passphrase once, and typing it back before the key is made. */
export function CreateKey({ api, desk, onDone }: Props) {
  const [step, setStep] = useState<'explain' | 'words' | 'ask-back'>('explain');
  const [passphrase] = useState(() => newPassphrase(WORDS));
  // Kept until the server has it: a repeated request must bring the very same key.
  const [key, setKey] = useState<MadeKey>();

  const { me, school } = desk;
  const isFirst = school.keyLog.length === 0;

  const make = async () => {
    const first = isFirst ? { tenant: school.tenant, officer: me.officer, day: dayOf(new Date()) } : undefined;
    const made = key ?? (await makeKey(passphrase, first));
    setKey(made);
    onDone(await keep(api, made));
  };

  if (step === 'explain') return <ExplainKey first={isFirst} onNext={() => setStep('words')} />;
  if (step === 'words') return <ShowWords passphrase={passphrase} onNext={() => setStep('ask-back')} />;
  return <AskBack passphrase={passphrase} onBack={() => setStep('words')} onRight={make} />;
}

async function makeKey(passphrase: string, first: FirstKey | undefined): Promise<MadeKey> {
  const vault = newVault();
  try {
    return await vault.ask('create', { passphrase, ...(first && { first }) });
  } finally {
    vault.lock();
  }
}

/** A conflict can mean that our first try did arrive, and its answer did not. */
async function keep(api: DeskApi, key: MadeKey): Promise<KeyOutcome> {
  try {
    await api.putKey(key);
    return 'made';
  } catch (error) {
    if (!(error instanceof DeskError && error.kind === 'conflict')) throw error;
    const { key: kept } = await api.desk();
    if (!kept) throw error;
    return kept.recipient === key.recipient ? 'made' : 'other';
  }
}
