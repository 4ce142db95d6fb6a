import type { Card } from './cards.ts';
import type { Asked, Reply } from './router.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const attachment = (card: Card) => ({ contentType: CARD, content: card });

/** What goes back over the wire: a message to post in the chat, and the body of the answer to an invoke. */
export type Wire = { readonly message?: object; readonly invoke?: object };

/** A message activity that carries one card. */
export const cardMessage = (card: Card) => ({ type: 'message', attachments: [attachment(card)] });

/** Puts a reply in the form that Teams expects after what was asked. */
export function wireOf(asked: Asked['kind'], reply: Reply): Wire {
  switch (asked) {
    case 'verb':
      return { invoke: verbAnswer(reply) };
    case 'dialog-open':
    case 'dialog-submit':
    case 'extension-open':
    case 'extension-submit':
      return { invoke: dialogAnswer(reply) };
    case 'search':
      return { invoke: searchAnswer(reply) };
    default:
      return messageAnswer(reply);
  }
}

function messageAnswer(reply: Reply): Wire {
  if (reply.kind === 'text') return { message: { type: 'message', text: reply.text, textFormat: 'markdown' } };
  return 'card' in reply ? { message: cardMessage(reply.card) } : {};
}

/** The answer card is shown to the one who acted, in place; a text is shown beside the card, which stays. */
function verbAnswer(reply: Reply): object {
  if ('card' in reply) return { statusCode: 200, type: CARD, value: reply.card };
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: reply.kind === 'text' ? reply.text : '',
  };
}

function dialogAnswer(reply: Reply): object {
  if (reply.kind === 'dialog') {
    return {
      task: {
        type: 'continue',
        value: { title: reply.title, height: 'large', width: 'medium', card: attachment(reply.card) },
      },
    };
  }
  return reply.kind === 'text' ? { task: { type: 'message', value: reply.text } } : {};
}

function searchAnswer(reply: Reply): object {
  if (reply.kind === 'text') return { composeExtension: { type: 'message', text: reply.text } };
  const results = reply.kind === 'results' ? reply.results : [];
  return {
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: results.map(({ title, text, card }) => ({
        ...attachment(card),
        preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } },
      })),
    },
  };
}
