import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

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
	const sentences = plain(numbered?.text ?? chapter).split(/(?<=\.) /);
	const sentence = sentences.find((each) => holds(each, says));
	if (!sentence) throw new Error(`${page}, "${title}" no longer says "${says}"`);
	return `${title}${numbered ? ` ${numbered.number}` : ''}: ${about(says, sentence)}`;
}

/** What a chapter numbers and none of its instructions does. */
export function notDone<At>({ page, title, instructions }: Chapter<At>): string[] {
	return numberedIn(chapterOf(page, title))
		.filter(({ text }) => !instructions.some(({ says }) => holds(text, says)))
		.map(({ number, text }) => `${title} ${number}: ${shortened(plain(text))}`);
}

interface Numbered {
	number: string;
	text: string;
}

/** Entries of a numbered list, and parts with a number in their heading. */
function numberedIn(chapter: string): Numbered[] {
	const entries = chapter.matchAll(/^(\d+)\. (.*(?:\n(?:   .*|(?=\n   )))*)/gm);
	const parts = chapter.matchAll(/^### (\d+)\. .*\n([^]*?)(?=\n###|$(?![^]))/gm);
	return [...entries, ...parts].map(([, number, text]) => ({ number, text }));
}

/** As it is written. */
export function chapterOf(page: string, title: string): string {
	const text = readFileSync(join(ROOT, page), 'utf8');
	const [, chapter] = text.split(`\n## ${title}\n`);
	if (chapter === undefined) throw new Error(`${page} has no chapter "${title}" any more`);
	return chapter.split('\n## ')[0];
}

/** As it is read: no pictures and marks, links by their words. */
const plain = (text: string): string =>
	text
		.replace(/!\[[^\]]*\]\([^)]*\)|<[^>]+>|```\w*/g, ' ')
		.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
		.replace(/\*\*|`|\b_|_\b/g, '')
		.replace(/\s+/g, ' ')
		.trim();

const holds = (text: string, says: string): boolean =>
	plain(text).toLowerCase().includes(says.toLowerCase());

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
