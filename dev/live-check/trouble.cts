/** Why the check cannot run: what happened, and what to do. */
export class Trouble extends Error {}

/** Somebody pressed Ctrl-C. */
export class Stopped extends Error {
	constructor() {
		super('Stopped');
	}
}
