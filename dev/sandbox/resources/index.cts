import { register } from '../kinds.cts';
import type { Resource } from '../vocabulary.cts';
import { activities } from './activities.cts';
import { activityDescriptions, expenseCategories } from './categories.cts';
import { calendars } from './calendars.cts';
import { conversationMessages, conversations } from './conversations.cts';
import { customFields } from './custom-fields.cts';
import { practiceAreas } from './practice-areas.cts';
import { bankAccounts } from './bank-accounts.cts';
import { bills } from './bills.cts';
import { calendarEntries } from './calendar-entries.cts';
import { clioPayments } from './clio-payments.cts';
import { communications } from './communications.cts';
import { contacts } from './contacts.cts';
import { courtRules } from './court-rules.cts';
import { documentVersions } from './document-versions.cts';
import { documents } from './documents.cts';
import { folderContents } from './folder-contents.cts';
import { folders } from './folders.cts';
import { matters } from './matters.cts';
import { notes } from './notes.cts';
import { ofContacts } from './of-contacts.cts';
import { ofMatters } from './of-matters.cts';
import { outstandingClientBalances } from './outstanding-balances.cts';
import { clioPaymentsLinks } from './payment-links.cts';
import { relationships } from './relationships.cts';
import { reminders } from './reminders.cts';
import { singles } from './singles.cts';
import { supporting } from './supporting.cts';
import { taskTemplateLists, taskTemplates } from './task-lists.cts';
import { tasks } from './tasks.cts';
import { timer } from './timer.cts';
import { trustRequests } from './trust-requests.cts';
import { users } from './users.cts';
import { allocations, creditMemos } from './allocations.cts';
import { bankTransactions, bankTransfers } from './bank-transactions.cts';
import { billableClients, billableMatterIds, billableMatters } from './billable.cts';
import { comments } from './comments.cts';
import { submissionsReports } from './court-filing.cts';
import { customFieldSets } from './custom-field-sets.cts';
import { documentArchives } from './document-archives.cts';
import {
	documentAutomations,
	documentCategories,
	documentTemplates,
} from './document-templates.cts';
import { funding } from './grants.cts';
import { legalAidRates } from './legal-aid-rates.cts';
import { interestCharges, lineItems, trustLineItems } from './line-items.cts';
import { personalInjury } from './personal-injury.cts';
import { activityRates, utbmsCodes, utbmsSets } from './rates.cts';
import { logEntries, myEvents } from './recent.cts';
import { reporting } from './reports.cts';
import { settings } from './settings.cts';
import { webhooks } from './webhooks.cts';

/** The records of the firm. A new resource is a file and a line here. */
export const resources: Resource[] = [
	matters,
	contacts,
	tasks,
	activities,
	calendarEntries,
	communications,
	notes,
	bills,
	clioPayments,
	clioPaymentsLinks,
	bankAccounts,
	outstandingClientBalances,
	trustRequests,
	documents,
	documentVersions,
	folders,
	folderContents,
	relationships,
	reminders,
	taskTemplateLists,
	taskTemplates,
	conversations,
	conversationMessages,
	practiceAreas,
	calendars,
	activityDescriptions,
	expenseCategories,
	customFields,
	users,
	...supporting,
	...ofContacts,
	...ofMatters,
	...courtRules,
	...singles,
	timer,
	allocations,
	creditMemos,
	bankTransactions,
	bankTransfers,
	billableClients,
	billableMatters,
	billableMatterIds,
	comments,
	submissionsReports,
	customFieldSets,
	documentArchives,
	documentAutomations,
	documentCategories,
	documentTemplates,
	...funding,
	...legalAidRates,
	interestCharges,
	lineItems,
	trustLineItems,
	...personalInjury,
	activityRates,
	utbmsCodes,
	utbmsSets,
	logEntries,
	myEvents,
	...reporting,
	...settings,
];

/** And what apps have set up. */
const all = [...resources, webhooks];

const byPath = new Map(all.map((resource) => [resource.path, resource]));
all.forEach(register);

/** Clio's names of the areas that resources name. */
export const knownPermissions = new Set(all.flatMap(({ permission }) => permission));

export const findResource = (path: string): Resource | undefined => byPath.get(path);
