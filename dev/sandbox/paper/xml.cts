/** Text as it stands in XML and HTML; what neither may hold is left out. */
export const escaped = (text: unknown): string =>
	String(text ?? '')
		.replace(/[^\t\n\r\x20-\uffff]/g, '')
		.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
