/**
 * How the sandbox's webhooks behave. What Clio does not document is an option where tests may want
 * both, and the default is a choice; each such line says UNKNOWN. All can be changed while it runs.
 */
export interface WebhookOptions {
	/**
	 * When the handshake is sent: before the create call is answered, so many ms after, or not at all
	 * (`never`: the webhook stays pending). `unseen`: it is enabled without one, as was once seen at
	 * Clio (facts 3.4). About a second is what callers observed.
	 */
	handshake: 'before' | 'never' | 'unseen' | number;
	/** UNKNOWN whether `shared_secret` is filled before the handshake has succeeded (facts 3.5). */
	secretAtOnce: boolean;
	/** UNKNOWN whether a second webhook with the same url and model passes (facts 3.1). */
	sameUrl: 'accept' | 'refuse';
	/** UNKNOWN whether a user also sees, changes and deletes the webhooks of others in the firm. */
	othersWebhooks: 'hidden' | 'shown';
	/** UNKNOWN what happens to an expires_at more than 31 days ahead (facts 3.2). */
	beyondMaximum: 'refuse' | 'clip';
	/** UNKNOWN what an expired webhook looks like: gone, or there with an old expires_at (facts 3.2). */
	expired: 'gone' | 'shown';
	/** UNKNOWN what `deleted` tells (facts 3.6): `id`, also the etag if it was asked for, or all that was. */
	deletedData: 'id' | 'etag' | 'all';
	/** UNKNOWN whether a `created` makes the next `updated` of a record no longer its first (facts 3.1). */
	createdCounts: boolean;
	/** UNKNOWN what revives a suspended webhook (facts 3.8); a changed url does, by its handshake. */
	activateRevives: boolean;
	patchRevives: boolean;
	/** UNKNOWN how often, after how long, how long it waits, and what suspends (facts 3.8). */
	retries: number;
	firstRetryMs: number;
	timeoutMs: number;
	/** Deliveries in a row that failed for good. */
	suspendAfter: number;
	/** Deliveries under way at once for one webhook; with 1 they arrive in order. */
	concurrency: number;
	/** Every delivery is sent twice. */
	duplicates: boolean;
	/** So many deliveries are held back and sent in reverse; 0: none. */
	reorder: number;
	/** Permissions that the app lacks, by their names in Clio: Webhooks, Matters, Calendars … */
	missingPermissions: string[];
	/** PEM of who may sign a receiver's certificate. */
	ca?: string;
	/** Default: certificates are checked unless the receiver is on this machine and there is no `ca`. */
	rejectUnauthorized?: boolean;
}

export const webhookDefaults: WebhookOptions = {
	handshake: 1000,
	secretAtOnce: true,
	sameUrl: 'accept',
	othersWebhooks: 'hidden',
	beyondMaximum: 'refuse',
	expired: 'gone',
	deletedData: 'etag',
	createdCounts: false,
	activateRevives: false,
	patchRevives: false,
	retries: 6,
	firstRetryMs: 5000,
	timeoutMs: 10_000,
	suspendAfter: 5,
	concurrency: 5,
	duplicates: false,
	reorder: 0,
	missingPermissions: [],
};
