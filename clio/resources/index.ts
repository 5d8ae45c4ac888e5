import { activity } from './activity';
import { activityDescription } from './activityDescription';
import { bill } from './bill';
import { calendar } from './calendar';
import { calendarEntry } from './calendarEntry';
import { calendarEntryEventType } from './calendarEntryEventType';
import { clioPaymentsPayment } from './clioPaymentsPayment';
import { communication } from './communication';
import { contact } from './contact';
import { document } from './document';
import { expenseCategory } from './expenseCategory';
import { folder } from './folder';
import { group } from './group';
import { matter } from './matter';
import { matterStage } from './matterStage';
import { note } from './note';
import { practiceArea } from './practiceArea';
import { kinds } from './records';
import { task } from './task';
import { taskType } from './taskType';
import { user } from './user';
import type { Resource } from './vocabulary';

/** Every resource the package knows, by name, in the order of the menu. */
export const resources: Record<string, Resource> = {
	activity,
	bill,
	calendarEntry,
	clioPaymentsPayment,
	communication,
	contact,
	document,
	folder,
	matter,
	note,
	task,
	user,

	activityDescription,
	calendar,
	calendarEntryEventType,
	expenseCategory,
	group,
	matterStage,
	practiceArea,
	taskType,
};

/** The plain values that a record of a kind (a resource or a kind in records.ts) has when it stands in another. */
export function plainValues(kind: string): string[] {
	return resources[kind]?.reads ?? kinds[kind]?.split(' ') ?? ['id', 'etag'];
}
