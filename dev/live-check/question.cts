import type { Answer } from '../../clio/sending';
import type { Account } from './account.cts';
import type { Leftovers } from './leftovers.cts';
import type { Patience } from './patience.cts';
import type { Throwaway } from './throwaway.cts';
import { told, answer as answerTold, type Told } from './told.cts';
import type { Hooks } from './webhooks/hooks.cts';

export const themes = ['Requests', 'Lists', 'Records', 'Webhooks', 'Connection'] as const;

/** Beside reading: `write` changes throw-away records, `webhook` also needs an address that Clio can call. */
export type Need = 'read' | 'write' | 'webhook' | 'retries';

/** Something about Clio that no document says, or that nobody has confirmed on a live account. */
export interface Question {
	id: string;
	theme: (typeof themes)[number];
	/** What is asked. */
	asks: string;
	/** What the code takes for granted. */
	assumes: string;
	/** What the nodes do should it be otherwise. */
	otherwise: string;
	needs: Need;
	/** Asked after everything made is gone, for it may cost the connection. */
	last?: true;
	ask(run: Run): Promise<Finding>;
}

/** What a question works with. */
export interface Run {
	clio: Account;
	throwaway: Throwaway;
	leftovers: Leftovers;
	hooks: Hooks;
	patience: Patience;
}

export const verdicts = ['as expected', 'different', 'could not be asked', 'not asked'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Finding {
	verdict: Verdict;
	found: Told;
}

export const judged = (isExpected: boolean, found: Told): Finding => ({
	verdict: isExpected ? 'as expected' : 'different',
	found,
});

/** Something is missing in this account, so the question has no answer here. */
export class Unaskable extends Error {
	constructor(readonly why: Told) {
		super(String(why));
	}
}

/** What a question needs to go on; else it cannot be asked. */
export function needed(answer: Answer, what: Told): Answer {
	if (answer.status >= 200 && answer.status < 300) return answer;
	throw new Unaskable(told`Clio answered ${answerTold(answer)} when asked to ${what}`);
}
