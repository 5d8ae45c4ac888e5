export interface LoggedDelivery {
	time: string;
	webhookId: number;
	/** As in `meta.event`, or `handshake`. */
	event: string;
	recordId: number | null;
	attempt: number;
	/** 0: no answer. */
	status: number;
	ms: number;
	error?: string;
	/** Sent by a test, not by a change. */
	forged?: true;
}

const MOST = 20_000;

/** Every POST to a receiver, newest last. It holds neither secrets nor signatures. */
export class DeliveryLog {
	readonly deliveries: LoggedDelivery[] = [];

	add(delivery: LoggedDelivery): void {
		this.deliveries.push(delivery);
		if (this.deliveries.length > MOST) this.deliveries.shift();
	}
}
