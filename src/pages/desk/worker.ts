import '../shared/jitless.ts';

import { base64 } from '@scure/base';
import { createOfficerKey, type OfficerSecret, publicKeysOf, unlockOfficerKey } from '../../officers/key.ts';
import { nextEntry } from '../../officers/keylog.ts';
import type { Calls, FirstKey, MadeKey, Question, Ready, Reply } from './vault/calls.ts';
import { openCase } from './vault/open-case.ts';
import { makeSheet, openSheet } from './vault/recovery-sheet.ts';
import { resealCase } from './vault/reseal-case.ts';
import { sealAnswer } from './vault/seal-answer.ts';
import { signKey } from './vault/sign-key.ts';
import { VERSION } from './vault/version.ts';

/** The unlocked key. It never leaves this worker; locking the desk ends the worker, and the key with it. */
let secret: OfficerSecret | undefined;

const unlocked = (): OfficerSecret => {
  if (!secret) throw new Error('The desk is locked.');
  return secret;
};

async function answerTo(question: Question): Promise<Calls[keyof Calls]['answer']> {
  switch (question.call) {
    case 'create':
      return create(question.ask.passphrase, question.ask.first);
    case 'unlock':
      secret = await unlockOfficerKey(base64.decode(question.ask.wrapped), question.ask.passphrase);
      return secret !== undefined;
    case 'ownKey':
      return publicKeysOf(unlocked());
    case 'signEntry':
      return signKey(unlocked(), question.ask);
    case 'makeSheet':
      return makeSheet(unlocked(), question.ask);
    case 'useSheet':
      secret = await openSheet(question.ask);
      return secret !== undefined;
    case 'openCase':
      return openCase(unlocked(), question.ask);
    case 'resealCase':
      return resealCase(unlocked(), question.ask);
    case 'sealAnswer':
      return sealAnswer(unlocked(), question.ask);
  }
}

async function create(passphrase: string, first: FirstKey | undefined): Promise<MadeKey> {
  const made = await createOfficerKey(passphrase);
  const key = { ...made.key, wrapped: base64.encode(made.key.wrapped) };
  if (!first) return key;
  const { tenant, officer, day } = first;
  return { ...key, root: nextEntry([], tenant, { ...key, officer }, day, made.secret.signKey) };
}

const reply = (message: Reply | Ready) => self.postMessage(message);

// Only our own page can post here, and it asks nothing of another build: the message needs no second check.
self.addEventListener('message', ({ data: question }: MessageEvent<Question>) => {
  answerTo(question).then(
    (answer) => reply({ number: question.number, ok: true, answer }),
    () => reply({ number: question.number, ok: false }), // what went wrong could hold text; that something did is enough
  );
});

reply({ version: VERSION });
