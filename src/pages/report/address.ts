export type Tab = 'report' | 'answers';

/** What the part of the address after `#` says. The browser never sends that part to anyone. */
export type Address = {
  readonly tab: Tab;
  /** The school key of the week, as it stands in the links that members get. */
  readonly schoolKey: string | undefined;
  /** Whether somebody of the school fills it in together with a student. */
  readonly forStudent: boolean;
  /** Whether the link stood on the introduction in the chat, so that this has been read. */
  readonly fromChat: boolean;
};

/** Longest school key that is looked at. `reports/wire.ts` takes no longer one. */
export const SCHOOL_KEY_LIMIT = 40;

/** Reads `#answers`, `#key=ABCDE-FGHJK`, `#for=student`, `#from=chat`, or several of them with `&` between. */
export function readAddress(hash: string): Address {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  return {
    tab: parts.has('answers') ? 'answers' : 'report',
    schoolKey: parts.get('key')?.trim().slice(0, SCHOOL_KEY_LIMIT) || undefined,
    forStudent: parts.get('for') === 'student',
    fromChat: parts.get('from') === 'chat',
  };
}

/** The address of a tab, without a key or where it came from. */
export const hashOf = (tab: Tab, forStudent: boolean): string => (forStudent ? `#${tab}&for=student` : `#${tab}`);
