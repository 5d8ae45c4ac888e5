import { readJson } from '../../clio/answers';
import { regions, type Place } from '../../clio/regions';
import type { Answer } from '../../clio/sending';
import { Trouble } from './trouble.cts';

export interface Keys {
	clientId: string;
	clientSecret: string;
}

export interface Tokens {
	access: string;
	refresh?: string;
	/** Seconds, as Clio says. */
	lifetime: unknown;
}

const longestAnswer = 30_000;

const portal = (host: string): string => host.replace('app.clio.com', 'developers.clio.com');

/** The app at Clio, as OAuth knows it (facts 1). It keeps key and secret to itself. */
export class App {
	/** Requests that were sent. */
	sent = 0;

	constructor(
		readonly place: Place,
		private readonly keys: Keys,
	) {}

	/** Where a person allows the access. Without `redirect_on_decline` a refusal would stay at Clio's page. */
	consentAt(redirect: string, state: string): string {
		const asked = { response_type: 'code', client_id: this.keys.clientId, redirect_uri: redirect };
		const query = new URLSearchParams({ ...asked, state, redirect_on_decline: 'true' });
		return `${this.place.host}/oauth/authorize?${query}`;
	}

	/** Asks with a code that cannot be right: what is refused tells whether key, secret and region are. */
	async check(redirect: string): Promise<void> {
		const answer = await this.redeem('live-check', redirect);
		if (errorIn(answer) === 'invalid_client') throw unknownApp(this.place);
		if (errorIn(answer) !== 'invalid_grant') throw noClio(this.place, answer);
	}

	async tokensFor(code: string, redirect: string): Promise<Tokens> {
		const answer = await this.redeem(code, redirect);
		if (errorIn(answer) === 'invalid_client') throw unknownApp(this.place);
		if (errorIn(answer) === 'invalid_grant') {
			throw new Trouble(
				`Clio did not take the code that its page had given.\nCheck that the app has exactly this redirect address: ${redirect}\nThen run the command again, and allow access within ten minutes.`,
			);
		}
		const tokens = tokensIn(answer);
		if (!tokens) throw noClio(this.place, answer);
		return tokens;
	}

	async refresh(token: string): Promise<Answer> {
		return this.post('token', { grant_type: 'refresh_token', refresh_token: token });
	}

	/** Takes the access back, as far as Clio does that. */
	async deauthorize(token: string): Promise<Answer> {
		return this.send('deauthorize', { token }, { Authorization: `Bearer ${token}` });
	}

	private async redeem(code: string, redirect: string): Promise<Answer> {
		return this.post('token', {
			grant_type: 'authorization_code',
			code,
			redirect_uri: redirect,
		});
	}

	/** Key and secret go in the body (facts 1.3). */
	private async post(path: string, form: Record<string, string>): Promise<Answer> {
		const { clientId: client_id, clientSecret: client_secret } = this.keys;
		return this.send(path, { client_id, client_secret, ...form });
	}

	private async send(
		path: string,
		form: Record<string, string>,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		this.sent++;
		try {
			const response = await fetch(`${this.place.host}/oauth/${path}`, {
				method: 'POST',
				headers: { Accept: 'application/json', ...headers },
				body: new URLSearchParams(form),
				redirect: 'manual',
				signal: AbortSignal.timeout(longestAnswer),
			});
			const text = await response.text();
			const { status } = response;
			return { status, headers: Object.fromEntries(response.headers), body: readJson(text) };
		} catch {
			return { status: 0, headers: {}, body: '' };
		}
	}
}

export function tokensIn({ status, body }: Answer): Tokens | undefined {
	const { access_token, refresh_token, expires_in } = Object(body) as Record<string, unknown>;
	if (status !== 200 || typeof access_token !== 'string') return undefined;
	return {
		access: access_token,
		lifetime: expires_in,
		...(typeof refresh_token === 'string' && { refresh: refresh_token }),
	};
}

/** OAuth's own shape of an error (facts 1.5). */
const errorIn = ({ body }: Answer): unknown => (Object(body) as { error?: unknown }).error;

/** The wrong region looks like a wrong secret (facts 1.1). */
function unknownApp({ label, host }: Place): Trouble {
	const elsewhere = Object.entries(regions)
		.map(([name, one]) => `  --region ${name}  registered at ${portal(one.host)}`)
		.join('\n');
	return new Trouble(
		`Clio (${label}) does not know this app key with this secret.\nCopy both again from the app at ${portal(host)}. If the app is registered elsewhere, choose that region:\n${elsewhere}`,
	);
}

function noClio({ host }: Place, { status }: Answer): Trouble {
	const what =
		status === 0 ? 'could not be reached' : `gave an answer (${status}) that is not Clio's`;
	return new Trouble(
		`${host} ${what} when asked for a token.\nCheck the region or host and the network of this machine; status.clio.com shows known outages.`,
	);
}
