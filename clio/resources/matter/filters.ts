import {
	choices,
	dayRange,
	number,
	reference,
	standardFilters,
	text,
	yesNo,
	type Fields,
} from '../vocabulary';
import { onlyCustomFields } from '../shared';

const notClosed = 'Closed matters are left out unless Status names them.';

/** What a list of matters can be narrowed by. */
export const filters: Fields = {
	status: choices({ open: 'Open', pending: 'Pending', closed: 'Closed' }, { joined: true }),
	client: reference('contact', { wire: 'client_id' }),
	practice_area: reference('practiceArea', { wire: 'practice_area_id' }),
	stage: reference('matterStage', { own: true }),
	responsible_attorney: reference('user', {
		wire: 'responsible_attorney_id',
		orNone: true,
		parts: ['me'],
	}),
	query: text({
		label: 'Search',
		help: "Words to find in the matter's number or description, or in the client's name",
	}),
	inactive_days: number({
		own: true,
		label: 'Without Activity for N Days',
		help: `Matters on which no time or expense was recorded for so many days, or ever since they were opened. ${notClosed}`,
	}),
	in_stage_days: number({
		own: true,
		label: 'In Stage for N Days',
		help: `Matters that have been in their stage for so many days or longer. ${notClosed}`,
	}),
	limitation_days: number({
		own: true,
		label: 'Limitation Date Within N Days',
		help: `Matters whose limitation date is near or has passed, unless it is marked complete. ${notClosed}`,
	}),
	trust_below_minimum: yesNo({
		own: true,
		help: `to return only matters with less money in trust than their minimum, and how much is missing. ${notClosed}`,
	}),
	responsible_staff: reference('user', {
		wire: 'responsible_staff_id',
		orNone: true,
		parts: ['me'],
	}),
	originating_attorney: reference('user', { wire: 'originating_attorney_id', orNone: true }),
	...dayRange('open_date', 'Open Date'),
	...dayRange('close_date', 'Close Date'),
	...dayRange('pending_date', 'Pending Date'),
	billable: yesNo({ help: 'to return billable matters only (off: only the others)' }),
	group: reference('group', {
		wire: 'group_id',
		label: 'Permission Group',
		help: 'Only matters that this group may see',
	}),
	currency: reference('currency', { wire: 'currency_id' }),
	...onlyCustomFields,
	grant: reference('grant', { wire: 'grant_id', orNone: true }),
	subscriber_user: reference('user', {
		wire: 'subscriber_user_id',
		label: 'Followed By',
		orNone: true,
	}),
	notification_event_subscriber_user: reference('user', {
		wire: 'notification_event_subscriber_user_id',
		label: 'Notifies',
		help: 'Only matters about which this user is told',
		orNone: true,
	}),
	...standardFilters,
};
