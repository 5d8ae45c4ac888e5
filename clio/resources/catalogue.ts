import * as rare from './advanced';
import * as ofGrow from './grow';
import { activity } from './activity';
import { activityDescription } from './activityDescription';
import { apiRequest } from './apiRequest';
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
import { assignment, reminderRow } from './shared';
import type { Resource } from './vocabulary';

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

/**
 * All facts. They are plain data, and the build writes them as such in this file's place (gulpfile.js): what runs
 * reads one file, not one for each resource.
 */
export const catalogue = {
	activity,
	apiRequest,
	assignment,
	reminderRow,
	kinds,
	daily,
	rare: { ...rare } as Record<string, Resource>,
	ofGrow: { ...ofGrow } as Record<string, Resource>,
};
