import type { Query } from './client';
import type { Remedies } from './errors';
import { leadInboxRegions, platformRegions } from './grow/regions';
import type { Pacing } from './pacing';
import { SecondPacing } from './pacing/second';
import { WindowPacing } from './pacing/window';
import { apiPath, regions, type Regions } from './regions';
import type { Resource } from './resources/vocabulary';

/** What differs from one of Clio's APIs to another. */
export interface Api {
	name: 'manage' | 'grow' | 'leadInbox';
	regions: Regions;
	/** What stands between the host and the path of a call, and behind it. */
	base: string;
	ending: '.json' | '';
	/** The minor version that the contract test holds. Without it Clio answers in whatever is its default. */
	version?: string;
	/** What a body is wrapped in, and its answer. */
	envelope: 'data' | 'inbox_lead';
	/** Records come whole, whatever fields were asked for. */
	isWhole: boolean;
	/** The query in the words of this API. */
	query: (query: Query) => Query;
	/** A link to the next page may name another of Clio's hosts, where only its query is meant (Platform facts 5). */
	strayLinks: boolean;
	/** A redirect to another host may be all that tells of a missing permission (Platform facts 4). */
	redirects: boolean;
	/** A refresh token is good for one renewal, the next is another (Platform facts 3). */
	renewsOnce: boolean;
	pacing: () => Pacing;
	/** What it takes, for people who had to wait. */
	budget: string;
	/** How long to wait for an answer, in milliseconds, where others wait in line; else as long as n8n does. */
	timeout?: number;
	remedies: Remedies;
}

const reconnect = (region: string): string =>
	`Open the credential and connect it again. It is set to ${region}: a Clio account of another region needs an app of its own and that region chosen in the credential.`;

const manage: Api = {
	name: 'manage',
	regions,
	base: apiPath,
	ending: '.json',
	version: '4.0.13',
	envelope: 'data',
	isWhole: false,
	query: (query) => query,
	strayLinks: false,
	redirects: false,
	renewsOnce: false,
	pacing: () => new WindowPacing(),
	budget: '50 requests a minute from one connection in business hours',
	remedies: {
		connect: reconnect,
		read: 'Tick the permission of the Clio app in the developer portal and connect the credential again, or ask for a role in Clio that includes it.',
		permit: (permission) =>
			`Two things can be behind it: the Clio app lacks the permission${permission ? ` "${permission}"` : ''} (tick it in the developer portal, then connect the credential again, or it does not take effect), or the role of the connected user in Clio does not include it. Some features also depend on the firm's plan.`,
	},
};

/** Clio Grow, on the Clio Platform. */
const grow: Api = {
	name: 'grow',
	regions: platformRegions,
	base: '/grow',
	ending: '',
	envelope: 'data',
	isWhole: true,
	query: inWhole,
	strayLinks: true,
	redirects: true,
	renewsOnce: true,
	pacing: () => new SecondPacing(3),
	budget: '3 requests a second from one app',
	timeout: 60_000,
	remedies: {
		connect: reconnect,
		read: 'Tick the permission on the app in developers.api.clio.com, write it into Permissions of the credential and connect it again.',
		permit: (permission) =>
			`The permission${permission ? ` "${permission}"` : ''} must be ticked on the app in developers.api.clio.com and must stand in Permissions of the credential; then connect the credential again, or it does not take effect. The role of the connected user in Clio counts, too.`,
	},
};

/** The older way into Clio Grow: an inbox takes leads from whoever has its token. */
const leadInbox: Api = {
	...grow,
	name: 'leadInbox',
	regions: leadInboxRegions,
	base: '',
	envelope: 'inbox_lead',
	redirects: false,
	renewsOnce: false,
	remedies: {
		...grow.remedies,
		connect: (region) =>
			`Copy the Lead Inbox token from the settings of Clio Grow into the credential again. It is set to ${region}: the token of another region needs that region chosen in the credential.`,
		permit: () =>
			'Copy the Lead Inbox token from the settings of Clio Grow into the credential again.',
	},
};

export const apis: Record<Api['name'], Api> = { manage, grow, leadInbox };

/** The API at which a resource's records are. */
export const apiOf = ({ api }: Pick<Resource, 'api'>): Api => apis[api ?? 'manage'];

/** Clio Grow has no words for fields, order and the size of a page (Platform facts 5). */
const unknownToGrow = ['fields', 'limit', 'offset', 'order'];

/** The firm's own fields come when they are asked for. */
function inWhole(query: Query): Query {
	const known = Object.entries(query).filter(([name]) => !unknownToGrow.includes(name));
	const hasOwn = String(query.fields ?? '').includes('custom_field_values');
	return {
		...Object.fromEntries(known),
		...(hasOwn ? { include: 'custom_field_values' } : {}),
	};
}
