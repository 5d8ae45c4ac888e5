import { refusedField, said } from '../../../clio/complaints';
import { judged, type Question } from '../question.cts';
import { answer, count, headerNames, seconds, shape, told, version } from '../told.cts';

const theme = 'Requests';
const me = 'users/who_am_i';

/** What Clio says to a request, whatever it is about. */
export const requests: Question[] = [
	{
		id: 'rate-limit',
		theme,
		asks: 'Which headers tell how many requests are left?',
		assumes:
			'`X-RateLimit-Limit`, `-Remaining` and `-Reset` on every answer, the last in seconds since 1970.',
		otherwise: 'They ask until Clio refuses with 429, and then wait as long as `Retry-After` says.',
		needs: 'read',
		async ask({ clio }) {
			const { headers } = await clio.ask('GET', me, { query: { fields: 'id' } });
			const names = ['limit', 'remaining', 'reset'].map((one) => `x-ratelimit-${one}`);
			const isTold = names.every((name) => /^\d+$/.test(headers[name] ?? ''));
			const clock = Date.parse(headers.date ?? '') || Date.now();
			const rest = Number(headers['x-ratelimit-reset']) * 1000 - clock;
			const isNear = Math.abs(rest) < 3_600_000;
			const shown = headerNames(headers, 'x-ratelimit', 'ratelimit', 'retry-after');
			const limit = count(Number(headers['x-ratelimit-limit'] ?? NaN));
			const found = isTold
				? told`${shown}; a limit of ${limit}, reset ${isNear ? seconds(Math.max(0, rest)) : told`at another time than`} ahead`
				: shown;
			return judged(isTold && isNear, found);
		},
	},
	{
		id: 'version',
		theme,
		asks: 'Is version 4.0.13 of the API known, and what becomes of a version that is not?',
		assumes: '4.0.13 is answered; an unknown one is refused with 410.',
		otherwise: 'With 410 they go on without a version and say in a hint that the package is old.',
		needs: 'read',
		async ask({ clio }) {
			const query = { fields: 'id' };
			const ours = await clio.ask('GET', me, { query });
			const usual = await clio.ask('GET', me, { query, version: null });
			const strange = await clio.ask('GET', me, { query, version: '4.0.999' });
			const named = (one: typeof ours) => version(one.headers['x-api-version']);
			return judged(
				ours.status === 200 && strange.status === 410,
				told`4.0.13: ${answer(ours)}, answered by ${named(ours)}; without one by ${named(usual)}; 4.0.999: ${answer(strange)}`,
			);
		},
	},
	{
		id: 'unauthorized',
		theme,
		asks: 'What is answered to a token that is not valid, and to none?',
		assumes: 'Both are 401, in two shapes: OAuth’s, and Clio’s own.',
		otherwise:
			'The message says what another status means; only with 401 it says to connect again.',
		needs: 'read',
		async ask({ clio }) {
			const bad = await clio.ask('GET', me, { bearer: 'live-check' });
			const none = await clio.ask('GET', me, { bearer: null });
			return judged(
				bad.status === 401 && none.status === 401,
				told`not valid: ${answer(bad)} with ${shape(bad.body)}; none: ${answer(none)} with ${shape(none.body)}`,
			);
		},
	},
	{
		id: 'not-found',
		theme,
		asks: 'What is answered about a record that does not exist, and which type does the error name?',
		assumes: '404; its type is not relied on.',
		otherwise: 'A record that is gone would be told as another kind of trouble.',
		needs: 'read',
		async ask({ clio }) {
			const found = await clio.ask('GET', 'matters/999999999999', { query: { fields: 'id' } });
			return judged(found.status === 404, told`${answer(found)} with ${shape(found.body)}`);
		},
	},
	{
		id: 'unknown-field',
		theme,
		asks: 'How does Clio refuse a field that it does not know?',
		assumes: '400 `InvalidFields`, and the message names the field.',
		otherwise: 'A list with a field that Clio has given up fails, instead of coming without it.',
		needs: 'read',
		async ask({ clio }) {
			const found = await clio.ask('GET', me, { query: { fields: 'id,no_such_field' } });
			const isNamed = refusedField(found.status, found.body) === 'no_such_field';
			return judged(
				isNamed,
				told`${answer(found)}; the field is ${isNamed ? told`named` : told`not named as expected`}`,
			);
		},
	},
	{
		id: 'two-braces',
		theme,
		asks: 'Are two levels of braces in `fields` refused?',
		assumes: 'Yes, with 400.',
		otherwise: 'Nothing: they never send two levels, and read what lies deeper by itself.',
		needs: 'read',
		async ask({ clio }) {
			const query = { fields: 'id,account{id,owner{id}}', limit: 1 };
			const found = await clio.ask('GET', me, { query });
			return judged(found.status === 400, told`${answer(found)}`);
		},
	},
	{
		id: 'default-fields',
		theme,
		asks: 'What does a record show when no fields are asked for?',
		assumes: 'Its `id` and `etag`.',
		otherwise: 'Nothing: they always ask for fields.',
		needs: 'read',
		async ask({ clio }) {
			const { body } = await clio.ask('GET', 'contacts', { query: { limit: 1 } });
			const [first] = [(Object(body) as { data?: unknown }).data].flat();
			const names = Object.keys(Object(first) as object);
			return judged(names.length === 0 || names.sort().join() === 'etag,id', shape(first));
		},
	},
	{
		id: 'unknown-filter',
		theme,
		asks: 'Is a filter that Clio does not know ignored?',
		assumes: 'Yes: the list comes as if it were not there.',
		otherwise: 'Nothing: they send no names but Clio’s own.',
		needs: 'read',
		async ask({ clio }) {
			const query = { no_such_filter: 1, limit: 1, fields: 'id' };
			const found = await clio.ask('GET', 'contacts', { query });
			const isText = said(found.body).text !== '' && found.status >= 400;
			return judged(
				found.status === 200,
				told`${answer(found)}${isText ? told`, with a message` : told``}`,
			);
		},
	},
];
