import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadPrompts } from '../../src/prompts/library.ts';
import { createPromptStore, type Post, type PromptStore } from '../../src/prompts/prompts.store.ts';
import { CLAIM_MS, createPrompts, type Prompts } from '../../src/prompts/prompts.ts';
import { connectStorage } from '../../src/storage/client.ts';
import { openTable } from '../../src/storage/tables.ts';
import { type Card, loadCards } from '../../src/teams/cards.ts';
import { type Connector, ConnectorTimeout, type Posted, PostRefused } from '../../src/teams/connector.ts';
import { startAzurite, type TestAzurite } from '../helpers/azurite.ts';
import { PROMPT } from './class.ts';

const CLASS = { id: '19:klas@thread.tacv2', name: 'Klas $&' };
const CHANNEL = '19:mentoruur@thread.tacv2';
const NOTHING = () => undefined;
const library = loadPrompts('content/prompts');
const cards = loadCards('cards');

let azurite: TestAzurite;
let store: PromptStore;
let prompts: Prompts;
/** What Teams does with a post, an update, and a question about a team; each test sets its own. */
let onPost: () => void;
let onUpdate: () => void;
let onTeam: (id: string) => Promise<void>;
/** What storage does before a row is replaced. */
let onReplace: (post: Post) => void;
let sent: Card[] = [];
let updates: { readonly place: Posted; readonly card: string }[] = [];
let clock = 0;

const connector: Parameters<typeof createPrompts>[0]['connector'] = {
  async post(_channelId, card) {
    sent.push(card);
    onPost();
    return { conversationId: `${CHANNEL};messageid=${sent.length}`, activityId: String(sent.length) };
  },
  async update({ conversationId, activityId }, card) {
    onUpdate();
    updates.push({ place: { conversationId, activityId }, card: JSON.stringify(card) });
    return 'updated';
  },
  async channelsOf(id) {
    return id === CLASS.id ? [{ id: CHANNEL, name: 'Mentoruur' }] : [{ id: `${id}-channel`, name: 'x' }];
  },
  async isMember(id) {
    await onTeam(id);
    return true;
  },
};

beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  const clients = connectStorage({ kind: 'connection-string', connectionString: azurite.connectionString });
  // Tables of its own for every test: nothing of another one can be read.
  const name = `t${crypto.randomUUID().replaceAll('-', '')}`;
  const real = createPromptStore(
    await openTable(clients, `${name}a`),
    await openTable(clients, `${name}b`),
    Buffer.alloc(32, 1),
  );
  store = {
    ...real,
    replace: async (post, version) => {
      onReplace(post);
      return real.replace(post, version);
    },
  };
  await store.addTeam(CLASS.id, CLASS.name);
  [onPost, onUpdate, onTeam, onReplace] = [NOTHING, NOTHING, async () => undefined, NOTHING];
  [sent, updates, clock] = [[], [], 1_800_000_000_000];
  prompts = createPrompts({ library, store, connector, cards, reportsChannelId: 'none', now: () => clock });
});
afterAll(() => azurite.stop());

const fail = (error: Error) => () => {
  throw error;
};
const order = (previewId: string) =>
  prompts.post({
    ...{ previewId, promptId: PROMPT, teamId: CLASS.id, channelId: CHANNEL, personId: 'docent', locale: 'nl' },
  });
const idOn = (card: Card | undefined) => /"post":"([0-9a-f]{32})"/.exec(JSON.stringify(card))?.[1] ?? '';
/** Some people answer the first card that was sent. */
async function answers(from: number, to: number, choice = '0') {
  for (let person = from; person <= to; person += 1) {
    expect(await prompts.answer(idOn(sent[0]), `${CHANNEL};messageid=1`, `student-${person}`, choice)).toBe('counted');
  }
}

describe('a post', () => {
  it('whose try broke off before anything was sent is posted with the same button, after the claim', async () => {
    onPost = fail(new Error('the process ended'));
    await expect(order('a')).rejects.toThrow('post-unsure');
    [onPost, sent] = [NOTHING, []];
    await expect(order('a')).rejects.toThrow('post-unsure');
    expect(sent).toEqual([]);
    clock += CLAIM_MS;
    expect(await order('a')).toMatchObject({ id: CHANNEL });
    expect(sent).toHaveLength(1);
    expect(await order('a')).toMatchObject({ id: CHANNEL });
    expect(sent).toHaveLength(1);
  });

  it('that Teams did not answer in time is not called posted, nor failed', async () => {
    onPost = fail(new ConnectorTimeout());
    await expect(order('a')).rejects.toThrow('post-unsure');
  });

  it('that Teams refused can be tried again at once', async () => {
    onPost = fail(new PostRefused());
    await expect(order('a')).rejects.toThrow('post-failed');
    onPost = NOTHING;
    await order('a');
    expect(sent).toHaveLength(2);
  });

  it('whose place cannot be noted at first is noted by a later try, and is posted once', async () => {
    let failures = 2;
    onReplace = () => {
      failures -= 1;
      if (failures >= 0) throw new Error('storage is away');
    };
    await order('a');
    expect(await store.get(idOn(sent[0]))).toMatchObject({ activityId: '1', claimedUntil: 0 });
    await order('a');
    expect(sent).toHaveLength(1);
  });

  it('whose place was never noted is called posted, takes answers, and is found by the first of them', async () => {
    onReplace = fail(new Error('storage is away'));
    expect(await order('a')).toMatchObject({ id: CHANNEL });
    onReplace = NOTHING;
    await answers(1, 5);
    expect(updates).toEqual([
      {
        place: { conversationId: `${CHANNEL};messageid=1`, activityId: '1' },
        card: expect.stringContaining('(5 antwoorden)'),
      },
    ]);
    clock += CLAIM_MS;
    await order('a');
    expect(sent).toHaveLength(1);
  });

  it('takes no answer from another channel, also before its place is known', async () => {
    onPost = fail(new ConnectorTimeout());
    await expect(order('a')).rejects.toThrow('post-unsure');
    for (const elsewhere of ['19:b@thread.tacv2;messageid=1', 'a:chat', `${CHANNEL}x`]) {
      await expect(prompts.answer(idOn(sent[0]), elsewhere, 'student-1', '0')).rejects.toThrow('post-unknown');
    }
  });
});

describe('counts', () => {
  it('that did not arrive are sent again as they were, with the next answer', async () => {
    await order('a');
    onUpdate = fail(new Error('Teams is away'));
    await answers(1, 5, '0');
    onUpdate = NOTHING;
    await answers(6, 6, '1');
    expect(updates).toHaveLength(1);
    expect(updates[0]?.card).toContain('(5 antwoorden)');
    expect(updates[0]?.card).not.toMatch(/"weight":"Bolder","text":"1"/);
    await answers(7, 9);
    expect(updates).toHaveLength(1);
  });

  it('of a process that ended while sending are sent by another, after its claim', async () => {
    await order('a');
    onUpdate = () => {
      onReplace = fail(new Error('the process ended'));
      throw new Error('the process ended');
    };
    await answers(1, 5);
    [onUpdate, onReplace] = [NOTHING, NOTHING];
    await answers(6, 6);
    expect(updates).toEqual([]);
    clock += CLAIM_MS;
    await answers(7, 7);
    expect(updates.map(({ card }) => /\((\d+) antwoorden\)/.exec(card)?.[1])).toEqual(['5']);
  });

  it('that became due while others were on their way follow by themselves', async () => {
    await order('a');
    await answers(1, 4);
    let during: Promise<void> | undefined;
    const slow: Connector['update'] = async (place, card) => {
      during ??= answers(6, 10);
      await during;
      return connector.update(place, card);
    };
    prompts = createPrompts({
      ...{ library, store, cards, reportsChannelId: 'none', now: () => clock },
      connector: { ...connector, update: slow },
    });
    await answers(5, 5);
    expect(updates.map(({ card }) => /\((\d+) antwoorden\)/.exec(card)?.[1])).toEqual(['5', '10']);
  });
});

describe('channels', () => {
  const others = Array.from({ length: 12 }, (_, index) => `19:team-${index}@thread.tacv2`);
  beforeEach(async () => {
    for (const id of others) await store.addTeam(id, id);
  });

  it('are asked of at most five teams at a time', async () => {
    let [busy, most] = [0, 0];
    onTeam = async () => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise(setImmediate); // lets the other questions of this moment begin
      busy -= 1;
    };
    expect(await prompts.channelsFor('docent', 'nl')).toHaveLength(13);
    expect(most).toBe(5);
  });

  it('of other teams are offered when one team cannot be asked; when none can, that is said', async () => {
    onTeam = async (id) => {
      if (id === others[3]) throw new Error('away');
    };
    expect(await prompts.channelsFor('docent', 'nl')).toHaveLength(12);
    onTeam = async () => {
      throw new Error('away');
    };
    await expect(prompts.channelsFor('docent', 'nl')).rejects.toThrow('away');
  });

  it('are asked of the chosen team alone when a prompt is posted', async () => {
    const asked: string[] = [];
    onTeam = async (id) => {
      asked.push(id);
    };
    await order('a');
    expect(asked).toEqual([CLASS.id]);
  });

  it('of a team that the bot was removed from are gone, until it is added again', async () => {
    await store.removeTeam(CLASS.id);
    expect(await prompts.channelsFor('docent', 'nl')).toHaveLength(12);
    await expect(order('a')).rejects.toThrow('channel-unknown');
    await store.addTeam(CLASS.id, CLASS.name);
    expect(await order('a')).toMatchObject({ name: 'Klas $& › Mentoruur' });
  });
});
