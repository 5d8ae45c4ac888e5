import { refuse } from '../errors';

const most = 1_000_000_000;

/** Refuses what cannot be an amount of money, or is more than anyone can mean. */
export function checkAmount(amount: number | undefined, name: string): void {
	if (amount === undefined) return;
	if (amount <= 0) refuse(`${name} must be more than 0: ${amount}`, 'Check the amount.');
	if (amount >= most) refuse(`${name} is a billion or more: ${amount}`, 'Check the amount.');
	if (Math.abs(amount * 100 - Math.round(amount * 100)) > 1e-6)
		refuse(`${name} has parts of a cent: ${amount}`, 'Round it, e.g. 12.50.');
}

export function checkPercentage(rate: number | undefined, name: string): void {
	if (rate === undefined || (rate >= 0 && rate <= 100)) return;
	refuse(`${name} is not between 0 and 100 percent: ${rate}`, 'Enter 7.5 for 7.5 percent.');
}
