import { randomBytes } from 'node:crypto';

export interface Access {
	userId: number;
	expiresAt: number;
	refreshToken: string;
}

interface Code {
	userId: number;
	redirectUri: string;
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
	private readonly refresh = new Map<string, number>();

	constructor(
		private readonly now: () => number,
		private readonly lifetimeSeconds: number,
		private readonly rotates: boolean,
	) {}

	issueCode(userId: number, redirectUri: string): string {
		const code = secret();
		this.codes.set(code, { userId, redirectUri, expiresAt: this.now() + CODE_MINUTES * 60_000 });
		return code;
	}

	/** A code works once, within 10 minutes, with the very redirect_uri it was asked for (facts 1.5). */
	redeem(code: string, redirectUri: string): TokenAnswer | undefined {
		const found = this.codes.get(code);
		this.codes.delete(code);
		if (!found || found.expiresAt < this.now() || found.redirectUri !== redirectUri) return;
		return this.issue(found.userId);
	}

	issue(userId: number): Required<TokenAnswer> {
		const refresh_token = secret();
		this.refresh.set(refresh_token, userId);
		return { ...this.issueAccess(userId, refresh_token), refresh_token };
	}

	/**
	 * The documented answer has no refresh token and the old one goes on working; for some apps it
	 * rotates and the old one dies at once (facts 1.3).
	 */
	renew(refreshToken: string): TokenAnswer | undefined {
		const userId = this.refresh.get(refreshToken);
		if (userId === undefined) return;
		if (!this.rotates) return this.issueAccess(userId, refreshToken);
		this.refresh.delete(refreshToken);
		return this.issue(userId);
	}

	/** Known and alive, or undefined: expired, revoked and invented look the same to the caller. */
	find(accessToken: string): Access | undefined {
		const found = this.access.get(accessToken);
		return found && found.expiresAt > this.now() ? found : undefined;
	}

	revoke(accessToken: string): void {
		const found = this.access.get(accessToken);
		this.access.delete(accessToken);
		if (found) this.refresh.delete(found.refreshToken);
	}

	expireAll(): void {
		this.access.clear();
	}

	revokeAll(): void {
		this.access.clear();
		this.refresh.clear();
	}

	private issueAccess(userId: number, refreshToken: string): TokenAnswer {
		const access_token = secret();
		const expiresAt = this.now() + this.lifetimeSeconds * 1000;
		this.access.set(access_token, { userId, expiresAt, refreshToken });
		return { token_type: 'bearer', access_token, expires_in: this.lifetimeSeconds };
	}
}

const secret = () => randomBytes(20).toString('hex');
