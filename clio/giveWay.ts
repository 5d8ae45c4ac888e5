/** Those who gave way, in line. */
const waiting: Array<() => void> = [];

/** As Node has it, which the browser's type does not say. */
type Port = MessagePort & { unref(): void };

/** Messages from us to us. They keep no process running. */
function mailbox(open: () => void): () => void {
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = open;
	(port1 as Port).unref();
	return () => port2.postMessage(undefined);
}

// What a message brings about comes before connections that were opened after it was sent, and after those when it
// was sent on; Node looks at older mailboxes first, so this one must be the older.
const sendOn = mailbox(() => waiting.shift()?.());
const send = mailbox(sendOn);

/**
 * Lets all go first that is ready by then: a connection that is open, an answer that has come. Community nodes have no
 * `setImmediate` (n8n's lint), and n8n's `sleep` takes a millisecond or two.
 */
export const giveWay = async (): Promise<void> =>
	new Promise((goOn) => {
		waiting.push(goOn);
		send();
	});
