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

// One message would be read before a connection that was opened since it was sent; a second, which the first brings
// about, is read after that. Node looks into older mailboxes first, so the one to be read last is made first.
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
