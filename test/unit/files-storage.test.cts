import type { Answer } from '../../clio/sending';
import { Storage } from '../../clio/files/storage';
import { FakeClock, refusal } from './fake.cts';

/** The storage of a firm whose Clio is on https, as every region's is. */
const asked: string[] = [];
beforeEach(() => void (asked.length = 0));

function storageAt(host: string, answers: Answer[] = []): Storage {
	const carry = async (url: string): Promise<Answer> => {
		asked.push(url);
		return answers.shift() ?? { status: 200, headers: {}, body: [] };
	};
	const place = { label: 'United States', host };
	return new Storage({ put: carry, get: carry }, new FakeClock(), place);
}

const target = (url: string) => ({ url, headers: {} });
const read = async () => Buffer.from('Dear client');

test.each([
	'http://files.example/letter',
	'ftp://files.example/letter',
	'files.example/letter',
	'',
])('no file goes to or comes from "%s"', async (url) => {
	const storage = storageAt('https://app.clio.com');
	const up = await refusal(storage.put(target(url), read, 'store "Letter.pdf"'));
	const down = await refusal(storage.get(url, 'fetch "Letter.pdf"'));
	for (const { message } of [up, down]) expect(message).toMatch(/is not https/);
	expect(asked).toEqual([]);
});

test('nor does one follow a redirect from https to http', async () => {
	const location = 'http://files.example/letter';
	const storage = storageAt('https://app.clio.com', [
		{ status: 302, headers: { location }, body: '' },
	]);
	const { message } = await refusal(
		storage.get('https://files.example/letter', 'fetch "Letter.pdf"'),
	);
	expect(message).toMatch(/is not https \(http:\)/);
	expect(asked).toEqual(['https://files.example/letter']);
});

test('one follows a redirect to another place on https', async () => {
	const answers = [{ status: 307, headers: { location: '/elsewhere' }, body: '' }];
	await storageAt('https://app.clio.com', answers).get('https://files.example/letter', 'fetch');
	expect(asked).toEqual(['https://files.example/letter', 'https://files.example/elsewhere']);
});

test('a Clio on one’s own machine may have its storage there, too', async () => {
	await storageAt('http://127.0.0.1:3000').put(target('http://127.0.0.1:4000/a'), read, 'store');
	expect(asked).toHaveLength(1);
});
