import { type Locale, strings } from '../locales/index.ts';
import type { Connector } from '../teams/connector.ts';
import type { PromptStore, Team } from './prompts.store.ts';

/** A channel that a teacher may post in; `name` is for people, with the team's name in front. */
export type ChannelChoice = { readonly teamId: string; readonly id: string; readonly name: string };

/** The channels of the teams that the bot was added to. */
export type Channels = {
  /** Those of all teams that this person is a member of. @throws when no team at all could be asked. */
  readonly of: (personId: string, locale: Locale) => Promise<readonly ChannelChoice[]>;
  /** One channel, or undefined when this person may not post there. Asks its team alone. */
  readonly find: (
    wanted: { readonly teamId: string; readonly channelId: string },
    personId: string,
    locale: Locale,
  ) => Promise<ChannelChoice | undefined>;
};

/** Teams are asked so many at a time: a bot may send a limited number of requests each second. */
const AT_ONCE = 5;

/** @param reportsChannelId the officers' channel, which is never offered. */
export function createChannels(
  store: PromptStore,
  connector: Pick<Connector, 'channelsOf' | 'isMember'>,
  reportsChannelId: string,
): Channels {
  async function inTeam(team: Team, personId: string, locale: Locale): Promise<ChannelChoice[]> {
    if (!(await connector.isMember(team.id, personId))) return [];
    const { generalChannel } = strings[locale].prompt;
    return (await connector.channelsOf(team.id))
      .filter(({ id }) => id !== reportsChannelId)
      .map(({ id, name }) => ({ teamId: team.id, id, name: `${team.name} › ${name || generalChannel}` }));
  }

  return {
    async of(personId, locale) {
      const teams = await store.teams();
      const answers: PromiseSettledResult<ChannelChoice[]>[] = [];
      for (let start = 0; start < teams.length; start += AT_ONCE) {
        const some = teams.slice(start, start + AT_ONCE);
        answers.push(...(await Promise.allSettled(some.map((team) => inTeam(team, personId, locale)))));
      }
      const failed = answers.find((answer) => answer.status === 'rejected');
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      // A team that cannot be asked takes only its own channels away; but "no channels" must not be said by mistake.
      if (failed && found.length === 0) throw failed.reason;
      return found;
    },
    async find({ teamId, channelId }, personId, locale) {
      const team = (await store.teams()).find(({ id }) => id === teamId);
      return team && (await inTeam(team, personId, locale)).find(({ id }) => id === channelId);
    },
  };
}
