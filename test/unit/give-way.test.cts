import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { giveWay } from '../../clio/giveWay';

describe('giving way', () => {
	it('lets a connection go first that was opened since', async () => {
		const server = createServer((socket) => void socket.end()).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		let connectedFirst = 0;
		for (let time = 0; time < 50; time++) {
			let isConnected = false;
			const way = giveWay().then(() => (connectedFirst += Number(isConnected)));
			const socket = connect(port, '127.0.0.1', () => (isConnected = true));
			await Promise.all([way, once(socket, 'close')]);
		}
		server.close();
		// A machine under load may take longer to connect.
		expect(connectedFirst).toBeGreaterThan(40);
	});

	it('is for several in the order in which they came', async () => {
		const order: number[] = [];
		await Promise.all([1, 2, 3].map(async (one) => giveWay().then(() => order.push(one))));
		expect(order).toEqual([1, 2, 3]);
	});
});
