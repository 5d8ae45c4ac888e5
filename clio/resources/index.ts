import * as rare from './advanced';
import * as ofGrow from './grow';
import { activity } from './activity';
import { activityDescription } from './activityDescription';
import { bill } from './bill';
import { billPreview } from './billPreview';
import { calendar } from './calendar';
import { calendarEntry } from './calendarEntry';
import { clioPaymentsLink } from './clioPaymentsLink';
import { communication } from './communication';
import { connectedUser } from './connectedUser';
import { contact } from './contact';
import { conversation } from './conversation';
import { conversationMessage } from './conversationMessage';
import { customField } from './customField';
import { document } from './document';
import { documentArchive } from './documentArchive';
import { documentAutomation } from './documentAutomation';
import { documentCopy } from './documentCopy';
import { documentLatestVersion } from './documentLatestVersion';
import { documentMove } from './documentMove';
import { documentNewVersion } from './documentNewVersion';
import { documentRestore } from './documentRestore';
import { documentUpload } from './documentUpload';
import { documentVersion } from './documentVersion';
import { expense } from './expense';
import { expenseCategory } from './expenseCategory';
import { folder } from './folder';
import { folderContents } from './folderContents';
import { folderPath } from './folderPath';
import { matter } from './matter';
import { matterClient } from './matterClient';
import { matterContact } from './matterContact';
import { matterRelatedContact } from './matterRelatedContact';
import { matterStage } from './matterStage';
import { note } from './note';
import { outstandingClientBalance } from './outstandingClientBalance';
import { practiceArea } from './practiceArea';
import { relationship } from './relationship';
import { reminder } from './reminder';
import { report } from './report';
import { reportFromPreset } from './reportFromPreset';
import { task } from './task';
import { taskTemplateList } from './taskTemplateList';
import { taskTemplateListCopy } from './taskTemplateListCopy';
import { timeEntry } from './timeEntry';
import { trustRequest } from './trustRequest';
import { user } from './user';
import { kinds } from './records';
import { byIdOnly, type Resource } from './vocabulary';

/** What a firm uses every day. */
const daily: Record<string, Resource> = {
	activityDescription,
	bill,
	billPreview,
	calendar,
	calendarEntry,
	clioPaymentsLink,
	communication,
	connectedUser,
	contact,
	conversation,
	conversationMessage,
	customField,
	document,
	documentArchive,
	documentAutomation,
	documentCopy,
	documentLatestVersion,
	documentMove,
	documentNewVersion,
	documentRestore,
	documentUpload,
	documentVersion,
	expense,
	expenseCategory,
	folder,
	folderContents,
	folderPath,
	matter,
	matterClient,
	matterContact,
	matterRelatedContact,
	matterStage,
	note,
	outstandingClientBalance,
	practiceArea,
	relationship,
	reminder,
	report,
	reportFromPreset,
	task,
	taskTemplateList,
	taskTemplateListCopy,
	timeEntry,
	trustRequest,
	user,
};

/** Every resource the package knows, by name. Activities are for triggers: forms have their parts, time and expenses. */
export const resources: Record<string, Resource> = { activity, ...daily, ...rare, ...ofGrow };

/** Those at Clio Manage. */
export const ofManage: Resource[] = Object.values(resources).filter(({ api }) => !api);

const inForms = (some: Record<string, Resource>): Resource[] =>
	Object.values(some).filter(({ operations }) => operations.length > 0);

/** What the node Clio works with. */
export const everyday: Resource[] = inForms(daily);

/** What the node Clio Advanced works with. */
export const advanced: Resource[] = inForms(rare);

/** What the node Clio Grow works with. */
export const grow: Resource[] = inForms(ofGrow);

/** True for what people know by a name and choose from a list. */
export const hasName = (name: string): boolean =>
	name in resources && resources[name].lookup !== byIdOnly;

/** The resource behind an operation that has one of its own, e.g. documentCopy behind Copy of documents. */
export const resourceBehind = (resource: string, operation: string): Resource | undefined =>
	Object.values(resources).find(
		({ operationOf }) => operationOf?.resource === resource && operationOf.operation === operation,
	);

/** The plain values that a record of a kind (a resource or a kind in records.ts) has when it stands in another. */
export function plainValues(kind: string): string[] {
	return resources[kind]?.reads ?? kinds[kind]?.split(' ') ?? ['id', 'etag'];
}
