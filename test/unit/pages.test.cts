import type { Answer } from '../../clio/sending';
import { pages, type ListOptions, type Page } from '../../clio/pages';
import { answerOf } from '../../nodes/answer';
import { answer, FakeClio, records, refusal } from './fake.cts';

const attempt = { did: 'list matters' };
const next = (token: string) => `https://app.clio.com/api/v4/matters.json?page_token=${token}`;

let clio: FakeClio;
beforeEach(() => {
	clio = new FakeClio();
});

/** A page of Clio, with a link to the next one unless it is the last. */
const page = (from: number, count: number, token?: string) =>
	text({ data: records(from, count), meta: { paging: token ? { next: next(token) } : {} } });

/** As it comes over the network. */
const text = (body: object) =>
	answerOf({ statusCode: 200, headers: {}, body: JSON.stringify(body) } as never);

async function read(options: Partial<ListOptions> = {}, byId = true): Promise<Page[]> {
	const all: Page[] = [];
	for await (const one of pages(clio.client(), 'matters', byId, { attempt, ...options }))
		all.push(one);
	return all;
}

const counts = (all: Page[]) => all.map(({ records: { length }, cut }) => [length, cut]);

describe('lists that are not as others', () => {
	it('have shorter pages where Clio gives no more', async () => {
		clio.answers(page(1, 25, 'b'), page(26, 3));
		const all = await read({ page: 25 }, false);
		expect(clio.asked[0]).toBe('GET matters.json?limit=25');
		expect(all.flatMap((one) => one.records)).toHaveLength(28);
	});

	it.each([
		['bare ids in place of records', [7, 8], [{ id: 7 }, { id: 8 }]],
		['a single record', { id: 7 }, [{ id: 7 }]],
	])('may have %s', async (_, data, found) => {
		clio.answers(answer(200, { data }));
		expect((await read({}, false))[0].records).toEqual(found);
	});
});

describe('a whole list', () => {
	it('is read by cursor in the order of ids, following next as given until it is absent', async () => {
		clio.answers(page(1, 200, 'b'), page(201, 200, 'c'), page(401, 7));
		const all = await read({ query: { status: 'open' } });
		expect(clio.asked).toEqual([
			'GET matters.json?status=open&order=id(asc)&limit=200',
			'GET matters.json?page_token=b',
			'GET matters.json?page_token=c',
		]);
		expect(all.flatMap((one) => one.records)).toEqual(records(1, 407));
		expect(all.map(({ cut }) => cut)).toEqual([undefined, undefined, undefined]);
	});

	it('does not end with a short page', async () => {
		clio.answers(page(1, 3, 'b'), page(4, 0, 'c'), page(4, 2));
		expect(counts(await read())).toEqual([
			[3, undefined],
			[0, undefined],
			[2, undefined],
		]);
	});

	it('may be empty, and an answer may lack meta', async () => {
		clio.answers(answer(200, { data: [] }));
		expect(counts(await read())).toEqual([[0, undefined]]);
	});

	it('is asked for without order where Clio has none by id', async () => {
		clio.answers(page(1, 1));
		await read({}, false);
		expect(clio.asked).toEqual(['GET matters.json?limit=200']);
	});

	it('is asked for in an order that is chosen, also where Clio has none by id', async () => {
		clio.answers(page(1, 1));
		await read({ order: 'name(asc)' }, false);
		expect(clio.asked).toEqual(['GET matters.json?order=name(asc)&offset=0&limit=200']);
	});
});

describe('a limit', () => {
	it.each([
		['inside a page, with more at Clio', 5, [page(1, 5, 'b')], [[5, 'limit']]],
		['inside a page, with exactly as many', 5, [page(1, 5)], [[5, undefined]]],
		['inside a page, with fewer', 5, [page(1, 2)], [[2, undefined]]],
		['at a page, with more', 200, [page(1, 200, 'b')], [[200, 'limit']]],
		['at a page, with no more', 200, [page(1, 200)], [[200, undefined]]],
		[
			'over a page, with more on the same page',
			203,
			[page(1, 200, 'b'), page(201, 9)],
			[
				[200, undefined],
				[3, 'limit'],
			],
		],
		[
			'over a page, with no more',
			203,
			[page(1, 200, 'b'), page(201, 3)],
			[
				[200, undefined],
				[3, undefined],
			],
		],
	])('%s', async (_, limit, answers, expected) => {
		clio.answers(...answers);
		expect(counts(await read({ limit }))).toEqual(expected);
		expect(clio.requests).toHaveLength(answers.length);
		expect(clio.asked[0]).toContain(`limit=${Math.min(limit, 200)}`);
	});
});

describe('a sorted list', () => {
	it('is read by offset', async () => {
		clio.answers(page(1, 1));
		await read({ order: 'display_number(desc)' });
		expect(clio.asked).toEqual(['GET matters.json?order=display_number(desc)&offset=0&limit=200']);
	});

	it('that Clio pages by cursor alone is asked for no offset', async () => {
		clio.answers(page(1, 1));
		await read({ order: 'display_number(desc)', byCursor: true });
		expect(clio.asked).toEqual(['GET matters.json?order=display_number(desc)&limit=200']);
	});

	it('in the order of ids is no other than an unsorted one', async () => {
		clio.answers(page(1, 1));
		await read({ order: 'id(asc)' });
		expect(clio.asked[0]).not.toContain('offset');
	});

	const fifty = (last?: string) =>
		Array.from({ length: 50 }, (_, at) => page(at * 200 + 1, 200, at === 49 ? last : `p${at}`));

	it('says that it ends at 10,000 before Clio would refuse to go on', async () => {
		clio.answers(...fifty('more'));
		const all = await read({ order: 'id(desc)' });
		expect(all.at(-1)?.cut).toBe('ceiling');
		expect(clio.requests).toHaveLength(50);
	});

	it('of exactly 10,000 is complete', async () => {
		clio.answers(...fifty());
		expect((await read({ order: 'id(desc)' })).at(-1)?.cut).toBeUndefined();
	});

	it('unsorted has no such end', async () => {
		clio.answers(...fifty('more'), page(10_001, 5));
		expect(counts(await read()).at(-1)).toEqual([5, undefined]);
	});
});

it('stops when Clio links to the same page again', async () => {
	clio.answers(page(1, 200, 'b'), page(201, 200, 'b'));
	expect((await refusal(read())).message).toBe('Clio sent the same page of the list twice');
	expect(clio.requests).toHaveLength(2);
});

it('sends nothing to a next page on another host', async () => {
	const meta = { paging: { next: 'https://evil.example/matters.json' } };
	clio.answers(answer(200, { data: records(1, 2), meta }));
	expect((await refusal(read())).reason).toBe('unexpected');
	expect(clio.requests).toHaveLength(1);
});

it('asks for no further page once the reader stops', async () => {
	clio.answers(page(1, 200, 'b'));
	for await (const one of pages(clio.client(), 'matters', true, { attempt })) {
		expect(one.records).toHaveLength(200);
		break;
	}
	expect(clio.requests).toHaveLength(1);
});

it('ends while it waits for the next page when the execution is cancelled', async () => {
	const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': clio.clock.seconds(30) };
	clio.answers({ ...page(1, 200, 'b'), headers });
	clio.clock.cancelled = true;
	expect((await refusal(read())).reason).toBe('cancelled');
	expect(clio.requests).toHaveLength(1);
});

describe('the next page is asked for while one is made ready', () => {
	const ahead = { ahead: true };
	/** How much had been asked by the time that each page was handed over. */
	async function asked(options: Partial<ListOptions>): Promise<number[]> {
		const all: number[] = [];
		for await (const one of pages(clio.client(), 'matters', true, { attempt, ...options })) {
			expect(one.records.length).toBeGreaterThan(0);
			await new Promise(setImmediate);
			all.push(clio.requests.length);
		}
		return all;
	}
	const three = () => clio.answers(page(1, 200, 'b'), page(201, 200, 'c'), page(401, 7));

	it('two pages ahead and no further, if they are wanted', async () => {
		clio.answers(...[1, 201, 401, 601].map((from) => page(from, 200, `${from}`)), page(801, 7));
		expect(await asked(ahead)).toEqual([3, 4, 5, 5, 5]);
	});

	it('and has left before work begins that keeps the processor busy', async () => {
		const turn = async () => new Promise(setImmediate);
		let left = 0;
		// n8n reads the credential and opens a connection before a request leaves.
		const leaving = (given: Answer) => async () => {
			await turn();
			left++;
			return given;
		};
		clio.answers(leaving(page(1, 200, 'b')), leaving(page(201, 200, 'c')), leaving(page(401, 7)));
		clio.clock.sleep = async () => turn().then(turn).then(turn);
		const all: number[] = [];
		for await (const one of pages(clio.client(), 'matters', true, { attempt, ...ahead }))
			all.push(one.records.length && left);
		expect(all).toEqual([3, 3, 3]);
	});

	it('and the one after as soon as it comes, though nobody has read it yet', async () => {
		let come: (given: Answer) => void;
		const second = new Promise<Answer>((resolve) => (come = resolve));
		clio.answers(page(1, 200, 'b'), async () => second, page(401, 200, 'd'), page(601, 7));
		const list = pages(clio.client(), 'matters', true, { attempt, ...ahead });
		await list.next();
		expect(clio.requests).toHaveLength(2);
		come!(page(201, 200, 'c'));
		await new Promise(setImmediate);
		expect(clio.requests).toHaveLength(3);
		await list.return(undefined);
	});

	it('and goes for nothing if the page turns out to lead elsewhere', async () => {
		const lie = { data: records(1, 200), meta: { paging: { next: next('b') } } };
		const told = { ...text(lie), next: next('lie') };
		clio.answers(told, page(900, 3), page(201, 7));
		expect(counts(await read(ahead))).toEqual([
			[200, undefined],
			[7, undefined],
		]);
		expect(clio.asked.map((one) => one.split('=').at(-1))).toEqual(['200', 'lie', 'b']);
	});

	it('not by itself: whoever reads may have enough', async () => {
		three();
		expect(await asked({})).toEqual([1, 2, 3]);
	});

	it('never beyond the limit, nor where Clio sorts no more', async () => {
		three();
		expect(await asked({ ...ahead, limit: 400 })).toEqual([2, 2]);
		expect(clio.requests).toHaveLength(2);
		clio = new FakeClio();
		clio.answers(...Array.from({ length: 50 }, (_, n) => page(n * 200 + 1, 200, `next-${n}`)));
		const sorted = await asked({ ...ahead, order: 'name(asc)' });
		expect(sorted).toHaveLength(50);
		expect(clio.requests).toHaveLength(50);
	});

	it('and if it fails, that is told when it is its turn', async () => {
		clio.answers(page(1, 200, 'b'), answer(422, { error: { message: 'No.' } }));
		const got: number[] = [];
		const reading = (async () => {
			for await (const { records: some } of pages(clio.client(), 'matters', true, {
				attempt,
				...ahead,
			})) {
				await new Promise(setImmediate);
				got.push(some.length);
			}
		})();
		expect((await refusal(reading)).message).toMatch(/refused to list matters/);
		expect(got).toEqual([200]);
	});

	it('and if it fails for somebody who has gone away, nobody hears of it', async () => {
		const unheard = jest.fn();
		process.on('unhandledRejection', unheard);
		clio.answers(page(1, 200, 'b'), answer(422, {}));
		for await (const one of pages(clio.client(), 'matters', true, { attempt, ...ahead })) {
			expect(one.hasMore).toBe(true);
			break;
		}
		await new Promise(setImmediate);
		await new Promise(setImmediate);
		process.off('unhandledRejection', unheard);
		expect(unheard).not.toHaveBeenCalled();
		expect(clio.requests).toHaveLength(2);
	});
});
