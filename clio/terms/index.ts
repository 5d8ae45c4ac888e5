import { contact } from './contact';
import { matter } from './matter';
import { matterStage } from './matterStage';
import { reminder } from './reminder';
import { task } from './task';
import type { Terms } from './terms';

/** What a firm says otherwise than Clio's API, one file a resource. */
export const terms: Record<string, Terms | undefined> = {
	contact,
	matter,
	matterStage,
	reminder,
	task,
};
