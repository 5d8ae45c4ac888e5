import { badRequest, invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, oneOf, text } from '../rules.cts';
import { one, words, type Filter, type Resource } from '../vocabulary.cts';

/** Each with the lighter one that goes with it. */
export const COLORS: Record<string, string> = {
	'#367B9C': '#5DA5C7',
	'#FFA5A4': '#F95957',
	'#83D17F': '#209412',
	'#FFAC7B': '#FF7715',
	'#8E3F64': '#DE649D',
	'#C75300': '#FF6B02',
	'#009CEC': '#56C4FC',
	'#62D6B1': '#00B177',
	'#9EEDCB': '#50D19B',
	'#F9A2C4': '#F14A8C',
	'#616161': '#A3A2A2',
	'#BBDA81': '#84AB3B',
	'#DFD3F8': '#B091EE',
	'#D6C4A5': '#BD9E69',
	'#FFD478': '#F2A000',
	'#6AC9DE': '#00A5CA',
	'#EABBB0': '#CB5A3D',
	'#BFC2E1': '#959CD0',
	'#DADADA': '#B0B0B0',
	'#CDE2F5': '#7BA6CD',
};

const ofActiveUsers: Filter = (values) => {
	if (!['true', 'false'].includes(values[0])) throw badRequest('not true or false');
	return (row) => values[0] === 'false' || row.owner_enabled !== false;
};

/** Of a user, of the whole firm, or made for a purpose: only the last kind comes and goes here. */
export const calendars: Resource = {
	name: 'Calendar',
	path: 'calendars',
	permission: 'Calendars',
	operations: 'LGCUD',
	fields: words(`id etag color light_color court_rules_default_calendar name permission type visible
		created_at updated_at source`),
	nested: { creator: one('users') },
	computed: { light_color: ({ color }) => COLORS[color] },
	body: {
		color: oneOf(...Object.keys(COLORS)),
		name: text,
		source: oneOf('web', 'mobile'),
		visible: bool,
	},
	required: ['name'],
	defaults: ({ user }) => ({
		color: '#367B9C',
		court_rules_default_calendar: false,
		creator: user.id,
		permission: 'owner',
		source: 'web',
		type: 'AdhocCalendar',
		visible: true,
	}),
	// UNKNOWN with which status that of a user or of the firm is refused.
	beforeDelete: ({ type }) => {
		if (type !== 'AdhocCalendar') throw invalid(`A calendar of the type ${type} stays`);
	},
	filters: {
		owner: filter.flag((row) => row.permission === 'owner'),
		writeable: filter.flag((row) => ['owner', 'editor'].includes(row.permission)),
		visible: filter.flag('visible'),
		source: filter.choice('source', 'web', 'mobile'),
		type: filter.choice('type', 'AccountCalendar', 'AdhocCalendar', 'UserCalendar'),
		filter_inactive_users: ofActiveUsers,
	},
	order: words('name id'),
};
