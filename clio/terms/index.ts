import { bill } from './bill';
import { calendarEntry } from './calendarEntry';
import { clioPaymentsLink } from './clioPaymentsLink';
import { communication } from './communication';
import { contact } from './contact';
import { expense } from './expense';
import { matter } from './matter';
import { matterStage } from './matterStage';
import { outstandingClientBalance } from './outstandingClientBalance';
import { reminder } from './reminder';
import { report } from './report';
import { task } from './task';
import { keptRate, timeEntry } from './timeEntry';
import { trustRequest } from './trustRequest';
import type { Terms } from './terms';

/** What a firm says otherwise than Clio's API, one file a resource. */
export const terms: Record<string, Terms | undefined> = {
	activity: { along: keptRate },
	bill,
	calendarEntry,
	clioPaymentsLink,
	communication,
	contact,
	expense,
	matter,
	matterStage,
	outstandingClientBalance,
	reminder,
	report,
	task,
	timeEntry,
	trustRequest,
};
