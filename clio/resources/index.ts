import { activity } from './activity';
import { activityDescription } from './activityDescription';
import { bankAccount } from './bankAccount';
import { bill } from './bill';
import { calendar } from './calendar';
import { calendarEntry } from './calendarEntry';
import { calendarEntryEventType } from './calendarEntryEventType';
import { clioPaymentsLink } from './clioPaymentsLink';
import { clioPaymentsPayment } from './clioPaymentsPayment';
import { communication } from './communication';
import { contact } from './contact';
import { conversation } from './conversation';
import { conversationMessage } from './conversationMessage';
import { customField } from './customField';
import { document } from './document';
import { documentCategory } from './documentCategory';
import { expense } from './expense';
import { expenseCategory } from './expenseCategory';
import { folder } from './folder';
import { group } from './group';
import { matter } from './matter';
import { matterStage } from './matterStage';
import { note } from './note';
import { outstandingClientBalance } from './outstandingClientBalance';
import { practiceArea } from './practiceArea';
import { relationship } from './relationship';
import { kinds } from './records';
import { reminder } from './reminder';
import { task } from './task';
import { taskTemplateList } from './taskTemplateList';
import { taskType } from './taskType';
import { timeEntry } from './timeEntry';
import { trustRequest } from './trustRequest';
import { user } from './user';
import type { Resource } from './vocabulary';

/** Every resource the package knows, by name, in the order of the menu. */
export const resources: Record<string, Resource> = {
	activity,
	activityDescription,
	bill,
	calendar,
	calendarEntry,
	clioPaymentsLink,
	communication,
	contact,
	conversation,
	conversationMessage,
	customField,
	document,
	expense,
	expenseCategory,
	folder,
	matter,
	matterStage,
	note,
	outstandingClientBalance,
	practiceArea,
	relationship,
	reminder,
	task,
	taskTemplateList,
	timeEntry,
	trustRequest,
	user,

	bankAccount,
	calendarEntryEventType,
	clioPaymentsPayment,
	documentCategory,
	group,
	taskType,
};

/** What the node Clio works with: what a firm uses every day. */
export const everyday: Resource[] = Object.values(resources).filter(
	({ name, operations }) => operations.length > 0 && name !== 'activity',
);

/** The plain values that a record of a kind (a resource or a kind in records.ts) has when it stands in another. */
export function plainValues(kind: string): string[] {
	return resources[kind]?.reads ?? kinds[kind]?.split(' ') ?? ['id', 'etag'];
}
