import type { INodeProperties } from 'n8n-workflow';

/**
 * The host of the chosen region, as an n8n expression over `fields` ($self in the credential itself,
 * $credentials in its test): `usHost` is that of the United States, others have their region in front. A custom
 * host that is not a plain origin gives an address that n8n refuses, with the rule in it: no request leaves.
 */
export const hostOf = (fields: string, usHost: string): string =>
	`{{ ${fields}["region"] !== "custom" ? "https://" + (${fields}["region"] === "us" ? "" : ${fields}["region"] + ".") + "${usHost}" : /^https?:\\/\\/(\\[[0-9a-f:.]+\\]|[a-z0-9.-]+)(:[0-9]{1,5})?\\/?$/i.test(${fields}["customHost"].trim()) ? ${fields}["customHost"].trim().replace(/\\/$/, "") : "the custom host must be like https://clio.example.com" }}`;

/** How a person knows the region of the firm, also one with Clio Grow. */
const worksAt = (host: string, more = ''): string => `You work in Clio at https://${host}${more}`;

/** Where the firm is, by which everything of a credential has its host. */
export const place = (description: string): INodeProperties[] => [
	{
		displayName: 'Region',
		name: 'region',
		type: 'options',
		options: [
			{ name: 'Australia', value: 'au', description: worksAt('au.app.clio.com') },
			{ name: 'Canada', value: 'ca', description: worksAt('ca.app.clio.com') },
			{ name: 'Custom Host', value: 'custom', description: 'A gateway or a test server' },
			{
				name: 'Europe',
				value: 'eu',
				description: worksAt('eu.app.clio.com', ', also from the United Kingdom'),
			},
			{ name: 'United States', value: 'us', description: worksAt('app.clio.com') },
		],
		default: 'us',
		description,
	},
	{
		displayName: 'Custom Host',
		name: 'customHost',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'https://clio.example.com',
		description: 'Only the beginning of the address: no path, no user name, no password',
		displayOptions: { show: { region: ['custom'] } },
	},
];

/** What our nodes may do with a credential. */
export const access = (description: string): INodeProperties => ({
	displayName: 'Access',
	name: 'access',
	type: 'options',
	options: [
		{ name: 'Read and Write', value: 'readWrite' },
		{
			name: 'Read Only',
			value: 'readOnly',
			description: 'Clio nodes refuse everything that would change records',
		},
	],
	default: 'readWrite',
	description,
});
