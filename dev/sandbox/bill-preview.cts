import { escaped } from './paper/xml.cts';
import type { Row } from './store.cts';
import type { Reply } from './vocabulary.cts';
import type { World } from './world.cts';

/** How a bill looks: a whole page of HTML, no record (facts 5.8, trap 35). */
export const billPreview: Reply = (bill, world) => ({
	status: 200,
	headers: { 'content-type': 'text/html; charset=utf-8' },
	body: page(bill, world),
});

function page(bill: Row, { store }: World): string {
	const names = bill.matters.map((id: number) => store.get('matters', id)?.display_number);
	return `<!DOCTYPE html>
<html>
<head><title>Invoice ${escaped(bill.number)}</title><style>body { font-family: sans-serif }</style></head>
<body>
<h1>Invoice ${escaped(bill.number)}</h1>
<p>${escaped(store.get('contacts', bill.client)?.name)}</p>
<p>${names.map(escaped).join(', ')}</p>
<p>Total: ${bill.total.toFixed(2)}</p>
</body>
</html>
`;
}
