import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  AuthenticationError,
  BotFrameworkAuthenticationFactory,
  TokenCredentials,
} from 'botframework-connector';
import type { Config } from '../config.ts';
import type { TokenSource } from '../storage/credentials.ts';

type ProcessTurn = (context: TurnContext) => Promise<void>;

/** botbuilder's adapter, with its own turn opened up: what the server answers is decided in `bot.ts`, not in the SDK. */
export class TeamsAdapter extends CloudAdapter {
  /** Authenticates an activity and runs a turn. @throws {TokenRefused} when the token is not good. */
  async runTurn(authorization: string, activity: Activity, turn: ProcessTurn): Promise<InvokeResponse | undefined> {
    let admitted = false;
    try {
      return await this.processActivity(authorization, activity, async (context) => {
        admitted = true;
        await turn(context);
      });
    } catch (error) {
      if (!admitted && isTokenError(error)) throw new TokenRefused();
      throw error;
    }
  }
}

/** The caller's token is missing, expired, foreign or forged. */
export class TokenRefused extends Error {
  constructor() {
    super('token refused');
    this.name = 'TokenRefused';
  }
}

const isTokenError = (error: unknown) =>
  error instanceof AuthenticationError ||
  (error instanceof Error && ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(error.name));

/** Where Bot Framework tokens come from. Microsoft's own addresses, or the issuer of a sandbox on this machine. */
function issuerOf({ authority }: Config) {
  return authority.kind === 'sandbox'
    ? { issuer: `${authority.url}/bots`, metadata: `${authority.url}/.well-known/openid-configuration` }
    : {
        issuer: 'https://api.botframework.com',
        metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      };
}

/** The authentication that both the adapter and the connector client use. */
export function botAuthentication(config: Config, token: TokenSource) {
  const { issuer, metadata } = issuerOf(config);
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    `https://login.microsoftonline.com/${config.tenantId}`,
    'https://api.botframework.com',
    issuer,
    'https://api.botframework.com',
    metadata,
    'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
    '',
    {
      isValidAppId: async (appId) => appId === config.appId,
      // config.ts demands an app id, so this is true in no deployment: token checks cannot be off.
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        signRequest: async (request) => new TokenCredentials(await token()).signRequest(request),
      }),
    },
    new AuthenticationConfiguration(),
  );
}
