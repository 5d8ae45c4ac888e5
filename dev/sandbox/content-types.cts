const TYPES: Record<string, string> = {
	csv: 'text/csv',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	eml: 'message/rfc822',
	html: 'text/html',
	jpg: 'image/jpeg',
	json: 'application/json',
	mp4: 'video/mp4',
	pdf: 'application/pdf',
	png: 'image/png',
	txt: 'text/plain',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	xml: 'application/xml',
	zip: 'application/zip',
};

/** By the end of its name. UNKNOWN what Clio makes of one it does not know. */
export const typeOf = (filename: string) =>
	TYPES[filename.split('.').at(-1)!.toLowerCase()] ?? 'application/octet-stream';
