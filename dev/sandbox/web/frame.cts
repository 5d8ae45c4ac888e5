import { style } from './style.cts';

export const escape = (text: string): string =>
	text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Every page is one self-contained document: no asset is fetched from anywhere. */
export const frame = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Clio sandbox</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>`;
