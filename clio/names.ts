import { isCompanyForm } from './parties';

/** A text as it is compared: case and blanks aside. */
export const plain = (text: string): string =>
	text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** `Kaur, Asha` -> `Asha Kaur`; what stands behind the comma of `Acme, Inc.` is no first name. */
function inOrder(text: string): string {
	const [, last, first] = /^([^,]+),\s*([^,]+)$/.exec(text.trim()) ?? [];
	return first && !isCompanyForm(first) ? `${first} ${last}` : text.trim();
}

/** Equal for names that a person takes for the same: `Kaur, Asha` and `asha  kaur`, `Acme, Inc.` and `Acme Inc`. */
export function normal(text: string): string {
	const [name, form] = formApart(plain(inOrder(text)));
	return form ? `${name} ${form.replace(/\W/g, '')}` : name;
}

/** The words to search a name by: whether Clio looks past the comma of `Acme, Inc.` is UNKNOWN. */
export const searched = (text: string): string => formApart(inOrder(text))[0];

/** `Acme, Inc.` -> `Acme` and `Inc.` */
function formApart(text: string): [string, string?] {
	const [, name, form] = /^(.*[^\s,]),?\s+(\S+)$/.exec(text) ?? [];
	return name && isCompanyForm(form) ? [name, form] : [text];
}

/** "an expense", "a user": by the sound, not the letter. */
export const withArticle = (label: string): string =>
	`${/^[aeio]/i.test(label) ? 'an' : 'a'} ${label}`;
