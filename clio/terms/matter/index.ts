import { Folders, pathsOf } from '../../files/folders';
import type { Terms } from '../terms';
import { billing } from './billing';
import { checked, dayOfNewStatus } from './checked';
import { addRelatedParties, partiesOf } from './relatedParties';
import { areaOfStage } from './stage';
import { notClosed, sieve } from './waiting';

/** Opening, moving, billing and closing a matter, and finding those that wait for somebody. */
export const matter: Terms = {
	reads: [
		'status',
		'practice_area.id',
		'billing_method',
		'custom_rate.rates',
		'client.id',
		'responsible_attorney.id',
		'responsible_staff.id',
	],
	async write(values, setting) {
		return {
			...checked(values),
			...(await areaOfStage(values, setting)),
			...(await dayOfNewStatus(values, setting)),
			...(await billing(values, setting)),
		};
	},
	after({ related_parties, folders }, { firm }) {
		const parties = partiesOf(related_parties);
		const paths = pathsOf(folders);
		if (!parties.length && !paths.length) return undefined;
		return async (id, create) => {
			if (parties.length) await addRelatedParties(parties, id, firm, create);
			if (!paths.length) return;
			const inMatter = new Folders(firm, { kind: 'matter', id });
			for (const path of paths) await inMatter.at(path, create);
		};
	},
	filter: notClosed,
	sieve,
};
