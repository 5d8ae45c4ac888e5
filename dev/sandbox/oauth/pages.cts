import { escape, frame } from '../web/frame.cts';

type Fields = Record<string, string | undefined>;

const KEPT = `client_id response_type redirect_uri state redirect_on_decline scope code_challenge
	code_challenge_method`.split(/\s+/);

/** What a person sees: the question, as Clio asks it. */
export function consentPage(fields: Fields): string {
	const inputs = KEPT.filter((name) => fields[name] !== undefined).map(
		(name) => `<input type="hidden" name="${name}" value="${escape(fields[name]!)}">`,
	);
	return frame(
		'Allow access',
		`<main class="card narrow">
			<h1>Allow access to Marlow &amp; Finch LLP?</h1>
			<p>The app <strong>${escape(fields.client_id!)}</strong> asks to read and change the
			records of this invented firm. The answer goes to</p>
			<p class="address">${escape(new URL(fields.redirect_uri!).origin)}</p>
			${asked(fields.scope)}
			<form method="post" action="/oauth/authorize">
				${inputs.join('\n')}
				<button name="decision" value="allow" class="primary">Allow</button>
				<button name="decision" value="decline">Decline</button>
			</form>
		</main>`,
	);
}

/** Scopes are asked for by the Platform only. */
const asked = (scope = '') =>
	scope && `<p>It asks for</p><p class="address">${escape(scope.split(' ').join(', '))}</p>`;

export const plainPage = (title: string, text: string): string =>
	frame(title, `<main class="card narrow"><h1>${escape(title)}</h1><p>${escape(text)}</p></main>`);
