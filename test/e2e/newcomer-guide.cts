import { plain, tokensOf, type Token } from '../unit/markdown.cts';

/** A thing that a page tells a newcomer to do, by some of its words, and how it is done. */
export interface Instruction<At> {
	says: string;
	do(at: At): Promise<unknown>;
}

/** Those of a chapter of a page, in their order. */
export interface Chapter<At> {
	page: string;
	title: string;
	instructions: Array<Instruction<At>>;
}

/** The sentence, with its number if it has one: what the newcomer reads. */
export function sentenceOf<At>({ page, title }: Chapter<At>, says: string): string {
	const chapter = chapterOf(page, title);
	const numbered = numberedIn(chapter).find(({ text }) => holds(text, says));
	const sentences = (numbered?.text ?? textOf(chapter)).split(/(?<=\.) /);
	const sentence = sentences.find((each) => holds(each, says));
	if (!sentence) throw new Error(`${page}, "${title}" no longer says "${says}"`);
	return `${title}${numbered ? ` ${numbered.number}` : ''}: ${about(says, sentence)}`;
}

/** What a chapter numbers and none of its instructions does. */
export function notDone<At>({ page, title, instructions }: Chapter<At>): string[] {
	return numberedIn(chapterOf(page, title))
		.filter(({ text }) => !instructions.some(({ says }) => holds(text, says)))
		.map(({ number, text }) => `${title} ${number}: ${shortened(text)}`);
}

/** The first command to copy that ends so. */
export function commandOf<At>({ page, title }: Chapter<At>, end: string): string {
	const commands = chapterOf(page, title).filter(
		({ type, info }) => type === 'fence' && info === 'sh',
	);
	const found = commands.find(({ content }) => content.endsWith(`${end}\n`));
	if (!found) throw new Error(`${page}, "${title}" has no command "… ${end}" any more`);
	return found.content.trim();
}

interface Numbered {
	number: string;
	text: string;
}

/** Entries of a numbered list, and parts with a number in their heading. */
function numberedIn(chapter: Token[]): Numbered[] {
	const entries = chapter.flatMap(({ type, info, level }, at) => {
		if (type !== 'list_item_open' || level !== 1 || !info) return [];
		const length = chapter
			.slice(at)
			.findIndex((one) => one.type === 'list_item_close' && one.level === 1);
		return [{ number: info, text: textOf(chapter.slice(at, at + length)) }];
	});
	const parts = partsOf(chapter, 'h3').map(({ title, tokens }) => {
		const [number] = /^\d+(?=\. )/.exec(title) ?? [''];
		return { number, text: textOf(tokens) };
	});
	return [...entries, ...parts.filter(({ number }) => number)];
}

function chapterOf(page: string, title: string): Token[] {
	const chapter = partsOf(tokensOf(page), 'h2').find((part) => part.title === title);
	if (!chapter) throw new Error(`${page} has no chapter "${title}" any more`);
	return chapter.tokens;
}

/** What stands below each heading of a size. */
function partsOf(tokens: Token[], size: 'h2' | 'h3'): Array<{ title: string; tokens: Token[] }> {
	const starts = tokens.flatMap(({ type, tag }, at) =>
		type === 'heading_open' && tag === size ? [at] : [],
	);
	return starts.map((start, index) => ({
		title: plain(tokens[start + 1]),
		tokens: tokens.slice(start + 3, starts[index + 1]),
	}));
}

/** As it is read, with what is to be copied. */
const textOf = (tokens: Token[]): string =>
	tokens
		.map((token) => (token.type === 'fence' ? token.content : plain(token)))
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim();

const holds = (text: string, says: string): boolean =>
	text.toLowerCase().includes(says.toLowerCase());

const MOST = 100;

/** A long sentence from those words on. */
function about(says: string, sentence: string): string {
	const at = sentence.toLowerCase().indexOf(says.toLowerCase());
	return at === 0 || sentence.length <= MOST
		? shortened(sentence)
		: `… ${shortened(sentence.slice(at))}`;
}

const shortened = (text: string): string =>
	text.length > MOST ? `${text.slice(0, MOST).replace(/\W*\s\S*$/, '')} …` : text;
