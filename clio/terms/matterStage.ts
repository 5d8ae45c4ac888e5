import { resources } from '../resources';
import type { Terms } from './terms';

/** Clio answers with the id of the practice area alone. */
export const matterStage: Terms = {
	adds: {
		reads: ['practice_area_id'],
		async values({ practice_area_id: id }, { firm }) {
			const list = firm.list(resources.practiceArea, { fields: 'id,name' });
			const areas = await firm.whereAllowed('practiceArea', list, []);
			const area = areas.find((one) => String(one.id) === String(id));
			return { practiceArea: area?.name ?? null };
		},
	},
};
