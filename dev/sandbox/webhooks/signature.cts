import { createHmac, randomBytes } from 'node:crypto';

export const newSecret = (): string => randomBytes(24).toString('base64url');

const hmac = (secret: string, body: string) => createHmac('sha256', secret).update(body);

/** HMAC-SHA256 over the raw body in lower-case hex, without a prefix (facts 3.7). */
export const signatureOf = (secret: string, body: string): string =>
	hmac(secret, body).digest('hex');

/** The right one, and the wrong ones that a receiver must refuse. */
export const signatures = {
	valid: signatureOf,
	wrong: (_secret: string, body: string) => signatureOf('not the secret', body),
	truncated: (secret: string, body: string) => signatureOf(secret, body).slice(0, 40),
	uppercase: (secret: string, body: string) => signatureOf(secret, body).toUpperCase(),
	base64: (secret: string, body: string) => hmac(secret, body).digest('base64'),
	missing: () => undefined,
};
