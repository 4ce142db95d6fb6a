import { useState } from 'react';
import { newPassphrase } from '../../../officers/key.ts';
import { WORDS } from '../../../officers/wordlist.nl.ts';
import type { NewKey } from '../../../reports/wire.ts';
import type { DeskApi } from '../api.ts';
import { DeskError } from '../trouble.ts';
import { newVault } from '../vault/vault.ts';
import { AskBack } from './ask-back.tsx';
import { ExplainKey } from './explain-key.tsx';
import { ShowWords } from './show-words.tsx';

/** The key was made, or it turned out that this officer had made one elsewhere. */
export type KeyOutcome = 'made' | 'other';

type Props = { readonly api: DeskApi; readonly onDone: (outcome: KeyOutcome) => void };

/** The officer's first visit: what the key is, the passphrase once, and typing it back before the key is made. */
export function CreateKey({ api, onDone }: Props) {
  const [step, setStep] = useState<'explain' | 'words' | 'ask-back'>('explain');
  const [passphrase] = useState(() => newPassphrase(WORDS));
  // Kept until the server has it: a repeated request must bring the very same key.
  const [key, setKey] = useState<NewKey>();

  const make = async () => {
    const made = key ?? (await makeKey(passphrase));
    setKey(made);
    onDone(await keep(api, made));
  };

  if (step === 'explain') return <ExplainKey onNext={() => setStep('words')} />;
  if (step === 'words') return <ShowWords passphrase={passphrase} onNext={() => setStep('ask-back')} />;
  return <AskBack passphrase={passphrase} onBack={() => setStep('words')} onRight={make} />;
}

async function makeKey(passphrase: string): Promise<NewKey> {
  const vault = newVault();
  try {
    return await vault.ask('create', { passphrase });
  } finally {
    vault.lock();
  }
}

/** A conflict can mean that our first try did arrive, and its answer did not. */
async function keep(api: DeskApi, key: NewKey): Promise<KeyOutcome> {
  try {
    await api.putKey(key);
    return 'made';
  } catch (error) {
    if (!(error instanceof DeskError && error.kind === 'conflict')) throw error;
    const { key: kept } = await api.desk();
    return kept?.recipient === key.recipient ? 'made' : 'other';
  }
}
