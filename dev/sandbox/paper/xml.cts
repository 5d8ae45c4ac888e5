/** Text as it stands in XML and HTML; what neither may hold is left out. */
export const escaped = (text: unknown): string =>
	String(text ?? '')
		// eslint-disable-next-line no-control-regex
		.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '')
		.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
