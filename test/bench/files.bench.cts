import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY } from '../../dev/n8n/clock/advance.cts';
import { MB, writeRandom } from '../e2e/big-file.cts';
import { byId, startFileHost, type FileHost } from '../e2e/file-host.cts';
import { Line, type LineRun } from '../e2e/line.cts';
import { growthWhile } from '../e2e/resident.cts';
import { atStorage } from './at-storage.cts';
import type { Setting } from './bench.cts';
import { ByHttpRequest } from './by-http-request.cts';
import { curlGet, curlPuts } from './curl.cts';
import { median } from './figures.cts';
import { cut, onePut, putsOf, wayTo } from './signed.cts';

const SIZE_MB = 300;
const ROUNDS = 3;
const NAME = 'Recording.bin';

const NAMES = {
	curl: 'curl',
	curlAtOnce: 'curl, as many at once',
	clio: 'Clio node',
	atStorage: '  of it at storage',
	http: 'HTTP Request node',
};

/** How many ms each took. */
type Contest = Partial<Record<keyof typeof NAMES, () => number | Promise<number>>>;

/**
 * A large file up and down: by the Clio node, by curl with the very PUTs and GETs of the Clio node, one after the
 * other and as many at once as the node, and by n8n's own HTTP Request node with one of each. They take turns, so that
 * whatever else the machine does hits all alike. All files lie on the same disk, and all go to the same storage.
 */
export async function run({ teardown, step }: Setting): Promise<void> {
	const host = await startFileHost(step, teardown);
	const { sandbox, folder } = host;
	const path = join(folder, NAME);
	await writeRandom(path, SIZE_MB);
	const clio = await ByClio.publish(host, path);
	const http = await ByHttpRequest.publish(host, path);
	sandbox.storage.goodFor(DAY); // an address serves more than once
	await step('The Clio node once, to warm up', async () => {
		await clio.up();
		await clio.down();
	});
	const { parts, atOnce } = clio;
	console.log(`${SIZE_MB} MB, in ${parts.length} parts of ${parts[0] / MB} MB, ${atOnce} at once`);
	const puts = await putsOf(sandbox, await cut(path, parts));
	const put = await onePut(sandbox, NAME);
	const way = await wayTo(sandbox, clio.document);
	const up: Contest = {
		curl: () => curlPuts(puts, 1),
		curlAtOnce: () => curlPuts(puts, atOnce),
		clio: () => clio.up(),
		atStorage: () => clio.ms,
		http: () => http.up(put),
	};
	const down: Contest = {
		curl: () => curlGet(way, `${path}.curl`),
		clio: () => clio.down(),
		atStorage: () => clio.ms,
		http: () => http.down(way),
	};
	await contest('Up, at the speed of S3', up);
	await contest('Down, at the speed of S3', down);
	sandbox.storage.speed(Infinity);
	await contest('Up, at the speed of this machine', up);
	await contest('Down, at the speed of this machine', down);
	for (const [way, bytes] of Object.entries(clio.growth)) {
		console.log(`n8n grew by ${Math.round(bytes / MB)} MB at most for a file ${way}`);
	}
}

/** Curl before and after the Clio node, round after round. */
const ORDER = ['curl', 'clio', 'atStorage', 'curl', 'curlAtOnce', 'http'] as const;

async function contest(title: string, contestants: Contest): Promise<void> {
	const ms = { curl: [], curlAtOnce: [], clio: [], atStorage: [], http: [] } as Record<
		keyof Contest,
		number[]
	>;
	for (let round = 0; round < ROUNDS; round++) {
		for (const each of ORDER) {
			const took = await contestants[each]?.();
			if (took === undefined) continue;
			ms[each].push(took);
			await sleep(1_000); // what was begun in the background comes to an end
		}
	}
	console.log(`${title}, MB a second (load of the machine: ${loadavg()[0].toFixed(1)})`);
	for (const each of Object.keys(contestants) as Array<keyof Contest>) {
		const single = ms[each].map((one) => speed(one).toFixed(0)).join(', ');
		const ratio = (median(ms.curl) / median(ms[each])).toFixed(2);
		console.log(
			`  ${NAMES[each].padEnd(22)} ${speed(median(ms[each])).toFixed(0)}, of curl's ${ratio} (${single})`,
		);
	}
}

const speed = (ms: number) => SIZE_MB / (ms / 1_000);

/** What the contest is about. */
class ByClio {
	/** The last one uploaded. */
	document = 0;
	/** Of n8n's memory, at most, in bytes. */
	growth = { up: 0, down: 0 };
	/** How long the last transfer took at storage. */
	ms = 0;
	/** How many parts of the last upload were on their way together, at most. */
	atOnce = 0;
	/** Of the last upload, in the order of the file. */
	parts: number[] = [];

	private constructor(
		private readonly host: FileHost,
		private readonly upload: Line,
		private readonly download: Line,
	) {}

	static async publish(host: FileHost, path: string): Promise<ByClio> {
		const parent = byId(`Matter:${host.sandbox.store.all('matters')[0].id}`);
		const upload = { operation: 'upload', parent, if_name_exists: 'keepBoth' };
		const download = { operation: 'download', documentId: byId('={{ $json.body.document }}') };
		const clio = (parameters: object) => host.clio('Clio', { resource: 'document', ...parameters });
		return new ByClio(
			host,
			await Line.publish(host, 'Up', [host.read('Read', path), clio(upload)]),
			await Line.publish(host, 'Down', [clio(download)]),
		);
	}

	async up(): Promise<number> {
		const { requests } = this.host.sandbox.storage;
		const earlier = requests.length;
		const ran = await this.watched('up', () => this.upload.run());
		this.parts = requests.slice(earlier).map(({ bytes }) => bytes);
		this.document = Number(ran.item('Clio').json.id);
		return ran.ms('Clio');
	}

	async down(): Promise<number> {
		const { document } = this;
		const ran = await this.watched('down', () => this.download.run({ document }));
		const { bytes } = ran.item('Clio').binary!.data;
		if (bytes !== SIZE_MB * MB) throw new Error(`${bytes} bytes came down`);
		return ran.ms('Clio');
	}

	private async watched(way: 'up' | 'down', work: () => Promise<LineRun>): Promise<LineRun> {
		const { sandbox, n8n } = this.host;
		const watched = () => growthWhile(n8n.pid!, work);
		const { result, ms, atOnce } = await atStorage(sandbox.storage, watched);
		this.growth[way] = Math.max(this.growth[way], result.most - result.before);
		this.ms = ms;
		if (way === 'up') this.atOnce = atOnce;
		return result.result;
	}
}
