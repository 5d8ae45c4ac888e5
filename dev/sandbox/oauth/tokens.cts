import { createHash, randomBytes } from 'node:crypto';

/** Whose a token is and what it may do; without scopes all that its app may. */
export interface Holder {
	userId: number;
	scopes?: string[];
}

export interface Access extends Holder {
	expiresAt: number;
	refreshToken: string;
}

/** What a code is good for. */
export interface Promised extends Holder {
	redirectUri: string;
	/** PKCE, S256: the hash of a verifier that only the app knows. */
	challenge?: string;
}

interface Code extends Promised {
	expiresAt: number;
}

export interface TokenAnswer {
	token_type: 'bearer';
	access_token: string;
	expires_in: number;
	refresh_token?: string;
}

const CODE_MINUTES = 10;

/** Codes, access tokens and refresh tokens of the one app that the sandbox knows. */
export class Tokens {
	private readonly codes = new Map<string, Code>();
	private readonly access = new Map<string, Access>();
	private readonly refresh = new Map<string, Holder>();

	constructor(
		private readonly now: () => number,
		private readonly lifetimeSeconds: number,
		private readonly rotates: boolean,
	) {}

	issueCode(promised: Promised): string {
		const code = secret();
		this.codes.set(code, { ...promised, expiresAt: this.now() + CODE_MINUTES * 60_000 });
		return code;
	}

	/** A code works once, within 10 minutes, with the very redirect_uri it was asked for (facts 1.5). */
	redeem(code: string, redirectUri: string, verifier = ''): TokenAnswer | undefined {
		const found = this.codes.get(code);
		this.codes.delete(code);
		if (!found || found.expiresAt < this.now() || found.redirectUri !== redirectUri) return;
		if (found.challenge && found.challenge !== hashOf(verifier)) return;
		return this.issue(found);
	}

	issue({ userId, scopes }: Holder): Required<TokenAnswer> {
		const refresh_token = secret();
		const holder = { userId, scopes };
		this.refresh.set(refresh_token, holder);
		return { ...this.issueAccess(holder, refresh_token), refresh_token };
	}

	/**
	 * The documented answer has no refresh token and the old one goes on working; for some apps it
	 * rotates and the old one dies at once (facts 1.3).
	 */
	renew(refreshToken: string): TokenAnswer | undefined {
		const holder = this.refresh.get(refreshToken);
		if (!holder) return;
		if (!this.rotates) return this.issueAccess(holder, refreshToken);
		this.refresh.delete(refreshToken);
		return this.issue(holder);
	}

	/** Known and alive, or undefined: expired, revoked and invented look the same to the caller. */
	find(accessToken: string): Access | undefined {
		const found = this.access.get(accessToken);
		return found && found.expiresAt > this.now() ? found : undefined;
	}

	/** All access tokens that were issued and not revoked. */
	get issued(): string[] {
		return [...this.access.keys()];
	}

	/** An access or a refresh token, and the one that came with it. */
	revoke(token: string): void {
		const refreshToken = this.access.get(token)?.refreshToken ?? token;
		this.refresh.delete(refreshToken);
		for (const [each, access] of this.access) {
			if (access.refreshToken === refreshToken) this.access.delete(each);
		}
	}

	expireAll(): void {
		this.access.clear();
	}

	revokeAll(): void {
		this.access.clear();
		this.refresh.clear();
	}

	private issueAccess(holder: Holder, refreshToken: string): TokenAnswer {
		const access_token = secret();
		const expiresAt = this.now() + this.lifetimeSeconds * 1000;
		this.access.set(access_token, { ...holder, expiresAt, refreshToken });
		return { token_type: 'bearer', access_token, expires_in: this.lifetimeSeconds };
	}
}

const hashOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

const secret = () => randomBytes(20).toString('hex');
