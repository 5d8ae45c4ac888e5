import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * True if Clio signed the body with this secret: HMAC-SHA256 over the bytes as they came, in lower-case
 * hexadecimal without a prefix (facts 3.7).
 */
export function isSigned(body: Buffer, signature: string, secret: string): boolean {
	if (!secret || !looksSigned(signature)) return false;
	const right = createHmac('sha256', secret).update(body).digest();
	return timingSafeEqual(right, Buffer.from(signature, 'hex'));
}

/** False for what cannot be a signature of Clio's, whatever the secret. */
export const looksSigned = (signature: unknown): signature is string =>
	typeof signature === 'string' && /^[0-9a-f]{64}$/.test(signature);
