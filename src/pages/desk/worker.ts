import '../shared/jitless.ts';

import { base64 } from '@scure/base';
import { createOfficerKey, type OfficerSecret, unlockOfficerKey } from '../../officers/key.ts';
import type { NewKey } from '../../reports/wire.ts';
import type { Calls, Question, Reply } from './vault/calls.ts';
import { openCase } from './vault/open-case.ts';
import { sealAnswer } from './vault/seal-answer.ts';

/** The unlocked key. It never leaves this worker; locking the desk ends the worker, and the key with it. */
let secret: OfficerSecret | undefined;

const unlocked = (): OfficerSecret => {
  if (!secret) throw new Error('The desk is locked.');
  return secret;
};

async function answerTo(question: Question): Promise<Calls[keyof Calls]['answer']> {
  switch (question.call) {
    case 'create':
      return create(question.ask.passphrase);
    case 'unlock':
      secret = await unlockOfficerKey(base64.decode(question.ask.wrapped), question.ask.passphrase);
      return secret !== undefined;
    case 'openCase':
      return openCase(unlocked(), question.ask);
    case 'sealAnswer':
      return sealAnswer(unlocked(), question.ask);
  }
}

async function create(passphrase: string): Promise<NewKey> {
  const { key } = await createOfficerKey(passphrase);
  return { ...key, wrapped: base64.encode(key.wrapped) };
}

const reply = (message: Reply) => self.postMessage(message);

// Only our own page can post here, and both come out of one build: the message needs no second check.
self.addEventListener('message', ({ data: question }: MessageEvent<Question>) => {
  answerTo(question).then(
    (answer) => reply({ number: question.number, ok: true, answer }),
    () => reply({ number: question.number, ok: false }), // what went wrong could hold text; that something did is enough
  );
});
