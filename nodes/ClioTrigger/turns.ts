const turns = new Map<string, Promise<unknown>>();

/** One after another for the same address: who registers, repairs and removes webhooks reads before it writes. */
export async function inTurn<T>(address: string, work: () => Promise<T>): Promise<T> {
	const result = (turns.get(address) ?? Promise.resolve()).then(work);
	const settled = result.catch(() => undefined);
	turns.set(address, settled);
	void settled.then(() => turns.get(address) === settled && turns.delete(address));
	return result;
}
