import { judged, type Question } from '../question.cts';
import { answer, count, shape, told, yesNo } from '../told.cts';
import { tokensIn, type App, type Tokens } from '../oauth.cts';

const theme = 'Connection';
const me = 'users/who_am_i';

/** The connection itself. Asked last: afterwards it is gone. */
export const connection = (app: App, tokens: Tokens): Question[] => [
	{
		id: 'lifetime',
		theme,
		asks: 'How long is an access token good for?',
		assumes: 'Clio says so in `expires_in`; no number is relied on.',
		otherwise: 'Nothing: n8n renews it when Clio refuses it.',
		needs: 'read',
		async ask() {
			const { lifetime } = tokens;
			const isTold = typeof lifetime === 'number' && lifetime > 0;
			return judged(isTold, isTold ? told`${count(lifetime)} seconds` : told`it does not say`);
		},
	},
	{
		id: 'refused-refresh',
		theme,
		asks: 'How is a refresh token refused that is not good?',
		assumes: 'In OAuth’s shape: `error` is a text.',
		otherwise: 'The message does not say to connect again.',
		needs: 'read',
		async ask() {
			const found = await app.refresh('live-check');
			const isOAuth = typeof (Object(found.body) as { error?: unknown }).error === 'string';
			return judged(isOAuth, told`${answer(found)} with ${shape(found.body)}`);
		},
	},
	{
		id: 'refresh',
		theme,
		asks: 'Does a refreshed connection get another refresh token, and is the access token before it still good?',
		assumes: 'No other refresh token: the one that n8n has stays good.',
		otherwise: 'n8n keeps the new one in place of the old.',
		needs: 'read',
		last: true,
		async ask({ clio }) {
			if (!tokens.refresh) return judged(false, told`there was no refresh token to begin with`);
			const found = await app.refresh(tokens.refresh);
			const before = await clio.ask('GET', me, { query: { fields: 'id' }, bearer: clio.token });
			const renewed = tokensIn(found);
			if (!renewed) return judged(false, answer(found));
			clio.token = tokens.access = renewed.access;
			const isOther = renewed.refresh !== undefined && renewed.refresh !== tokens.refresh;
			tokens.refresh = renewed.refresh ?? tokens.refresh;
			return judged(
				!isOther,
				told`${answer(found)} with ${shape(found.body)}; another refresh token: ${yesNo(isOther)}; the access token before it: ${answer(before)}`,
			);
		},
	},
	{
		id: 'deauthorize',
		theme,
		asks: 'Does taking back the access end it at once, and the refresh token with it?',
		assumes: 'Yes.',
		otherwise: 'An access that was taken back is good for a while; n8n is not concerned.',
		needs: 'read',
		last: true,
		async ask({ clio }) {
			const found = await app.deauthorize(clio.token);
			const after = await clio.ask('GET', me, { query: { fields: 'id' }, bearer: clio.token });
			const refreshed = tokens.refresh ? await app.refresh(tokens.refresh) : undefined;
			const again = refreshed && tokensIn(refreshed);
			if (again) clio.token = again.access;
			return judged(
				found.status === 200 && after.status === 401 && !again,
				told`${answer(found)}; then the access token: ${answer(after)}; the refresh token: ${refreshed ? answer(refreshed) : told`none`}`,
			);
		},
	},
];
