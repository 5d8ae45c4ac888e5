/** Whole cents. */
export const money = (amount: number): number => Math.round(amount * 100) / 100;

export const sum = (amounts: number[]): number => money(amounts.reduce((a, b) => a + b, 0));
