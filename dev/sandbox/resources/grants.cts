import * as filter from '../filters.cts';
import { text } from '../rules.cts';
import { many, one, words, type Computed, type Resource } from '../vocabulary.cts';

/** Money from others that pays for matters; an app names it, all else is the firm's. */

const sourceName: Computed = ({ grant_funding_source: id }, { store }) =>
	store.get('grant_funding_sources', id)?.name;

const grants: Resource = {
	name: 'Grant',
	path: 'grants',
	// UNKNOWN which area it is.
	permission: 'Billing',
	operations: 'LGCUD',
	fields: words(`id etag name funding_code funding_code_and_name funding_source_name created_at
		updated_at balance start_date end_date`),
	nested: { grant_funding_source: one('grant_funding_sources') },
	computed: {
		funding_code_and_name: ({ funding_code, name }) =>
			[funding_code, name].filter(Boolean).join(' - '),
		funding_source_name: sourceName,
	},
	body: { name: text },
	filters: { name: filter.equals('name') },
};

const grantFundingSources: Resource = {
	name: 'GrantFundingSource',
	path: 'grant_funding_sources',
	permission: 'Billing',
	operations: 'LCUD',
	fields: words('id etag name created_at updated_at'),
	nested: { grants: many('grants') },
	computed: {
		grants: ({ id }, world) =>
			(world.grouped('grants', 'grant_funding_source').get(id) ?? []).map((each) => each.id),
	},
	body: { name: text },
	filters: { name: filter.equals('name') },
};

export const funding: Resource[] = [grants, grantFundingSources];
