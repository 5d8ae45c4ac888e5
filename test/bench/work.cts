import type { IDataObject, INode } from 'n8n-workflow';

/** The app and the token with which a firm is read. */
export interface Account {
	url: string;
	clientId: string;
	clientSecret: string;
	token: { access_token: string; refresh_token: string };
}

export type Step = Pick<INode, 'type' | 'parameters'> & Partial<INode>;

/** What a contestant has to do: read pages by a bare loop in a process without n8n, or run nodes in n8n's engine. */
export type Work =
	| { pages: string }
	| {
			/** One behind the other. */
			steps: Step[];
			/** The items that each execution begins with; all begin at once. */
			executions?: IDataObject[][];
	  };

export interface Done {
	/** Until the last execution had ended. */
	ms: number;
	/** Of each execution. */
	each: number[];
	records: number;
	/** Items that came out with an error. */
	failed: number;
}

/** In bytes. */
export interface Weight {
	/** Of the process, at most, resident, in a run that nothing disturbs. */
	resident: number;
	/** The same before that run. */
	atStart: number;
	/** Live heap at most, above that before the run. */
	peak: number;
	/** Live heap that the returned items alone hold. */
	items: number;
}

/** What is there when a contestant has ended. */
export interface Output {
	items: object[];
	/** With all that its nodes returned, as n8n holds it. */
	execution?: object;
}
