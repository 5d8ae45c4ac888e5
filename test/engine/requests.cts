/**
 * Every request that a test of the engine makes is held against Clio's OpenAPI files: the test during
 * which the sandbox was told something that Clio does not know, fails. So does a file of tests that sent
 * the bearer to where files lie. Nobody has to remember it.
 */
import { basename } from 'node:path';
import { RequestLog, type LoggedRequest } from '../../dev/sandbox/request-log.cts';
import { Storage } from '../../dev/sandbox/storage/storage.cts';
import { grow, leadInbox, manage, type Api } from '../contract/apis.cts';
import { openApi } from '../contract/openapi.cts';
import { objectionsTo } from '../contract/requests.cts';

/** To which of Clio's APIs a request goes; pages of OAuth are of none. */
const apiAt = ({ path }: LoggedRequest): Api | undefined =>
	[manage, grow].find(({ base }) => path.startsWith(`${base}/`)) ??
	(path === '/inbox_leads' ? leadInbox : undefined);

let checked = 0;
let found: string[] = [];

function check(request: LoggedRequest): void {
	const api = apiAt(request);
	if (!api?.file) return;
	checked++;
	const { method, path, query } = request;
	for (const says of objectionsTo(api, request)) found.push(`${says} (${method} ${path}?${query})`);
}

/** What Clio would object to since it was last asked for. */
function objections(): string[] {
	const these = found;
	found = [];
	return these;
}

/** For a test that sends on purpose what Clio does not know: exactly these objections, in order. */
export function expectObjections(...expected: string[]): void {
	const before = objections().map((one) => one.replace(/ \(.*/, ''));
	expect(before).toEqual(openApi ? expected : []);
}

/** All sandboxes of a test file write into a log of this class. */
function listen(): void {
	const { add } = RequestLog.prototype;
	RequestLog.prototype.add = function (request) {
		check(request);
		add.call(this, request);
	};
	const { close } = Storage.prototype;
	Storage.prototype.close = function () {
		const sent = this.requests.filter(({ authorized }) => authorized);
		for (const { method, path } of sent)
			found.push(`the bearer went to the storage (${method} ${path})`);
		return close.call(this);
	};
}

function tell(): void {
	const name = basename(expect.getState().testPath ?? '', '.test.cts');
	const outcome = openApi ? `${checked} checked` : 'not checked, Clio’s OpenAPI file is not here';
	process.stdout.write(`Requests of ${name}: ${outcome}\n`);
}

listen();
afterEach(() => expect(objections()).toEqual([]));
afterAll(() => {
	tell();
	expect(objections()).toEqual([]);
});
