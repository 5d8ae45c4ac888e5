/** Clio's APIs: each with its file, what the catalogue has there, and where the two differ on purpose. */
import { ofManage, resources } from '../../clio/resources/index.ts';
import type { Resource } from '../../clio/resources/vocabulary.ts';
import {
	exceptions,
	exceptionsOfGrow,
	exceptionsOfRequests,
	type Exception,
} from './exceptions.cts';
import { leadInboxFile } from './lead-inbox.cts';
import { growApi, isOfGrow, openApi, type OpenApi } from './openapi.cts';

export interface Api {
	/** What the line with its numbers begins with. */
	title: string;
	/** Undefined where it is not here. */
	file: OpenApi | undefined;
	/** How its addresses begin, e.g. `/api/v4`. */
	base: string;
	resources: Resource[];
	exceptions: Exception[];
	/** Of requests that no resource of the catalogue makes. */
	exceptionsOfRequests: Exception[];
}

const at = (api: Resource['api']): Resource[] =>
	Object.values(resources).filter((one) => one.api === api);

export const manage: Api = {
	title: 'Contract',
	file: openApi,
	base: '/api/v4',
	resources: ofManage,
	exceptions,
	exceptionsOfRequests,
};

export const grow: Api = {
	title: 'Contract of Clio Grow',
	file: growApi,
	base: '/grow',
	resources: at('grow'),
	exceptions: exceptionsOfGrow,
	exceptionsOfRequests: [],
};

export const leadInbox: Api = {
	title: 'Contract of the Lead Inbox',
	file: leadInboxFile,
	base: '',
	resources: at('leadInbox'),
	exceptions: [],
	exceptionsOfRequests: [],
};

/** Whose file it is. */
export const apiOf = (file: OpenApi): Api => ({ ...(isOfGrow(file) ? grow : manage), file });
