import { createHash } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID as `global_id` has it: its moment, and what makes it unique. The same every time for the same record. */
export function ulid(ms: number, of: string): string {
	const bytes = [...createHash('sha256').update(of).digest()].slice(0, 16);
	return base32(ms, 10) + bytes.map((byte) => LETTERS[byte % 32]).join('');
}

function base32(value: number, length: number): string {
	const digits = Array.from({ length }, (_, index) => Math.floor(value / 32 ** index) % 32);
	return digits
		.reverse()
		.map((digit) => LETTERS[digit])
		.join('');
}
