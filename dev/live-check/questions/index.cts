import type { App, Tokens } from '../oauth.cts';
import type { Question } from '../question.cts';
import { connection } from './connection.cts';
import { deliveries } from './deliveries.cts';
import { documents } from './documents.cts';
import { lists } from './lists.cts';
import { records } from './records.cts';
import { requests } from './requests.cts';
import { webhooks } from './webhooks.cts';

/** All that is asked, in this order. */
export const questions = (app: App, tokens: Tokens): Question[] => [
	...requests,
	...lists,
	...records,
	...webhooks,
	...deliveries,
	...documents,
	...connection(app, tokens),
];
