/** Runs in the browser: asks for the overview every two seconds and draws what changed. */
export const script = `
const at = (id) => document.getElementById(id);
const make = (tag, text, name) => {
	const element = document.createElement(tag);
	if (text !== undefined) element.textContent = text;
	if (name) element.className = name;
	return element;
};
const seen = new Map();

function card({ path, label, count, newest }) {
	const box = make('section', undefined, 'card');
	const top = make('div', undefined, 'top');
	top.append(make('h2', label), make('span', count.toLocaleString('en'), 'count'));
	const list = make('ul');
	for (const { id, title, detail, at: changed } of newest) {
		const key = path + id;
		const isFresh = seen.size > 0 && seen.get(key) !== changed && drawnOnce;
		seen.set(key, changed);
		const line = make('li', undefined, isFresh ? 'fresh' : '');
		line.append(make('b', title || 'Untitled'), make('span', detail || '\\u00a0'));
		list.append(line);
	}
	box.append(top, list);
	return box;
}

/** The words of the query, or what was written. */
function details({ query, body }) {
	const words = query.split('&').filter(Boolean).map((pair) => pair.replace('=', ' = '));
	const written = body && body.data ? JSON.stringify(body.data) : '';
	return [words.join('  ·  '), written.length > 240 ? written.slice(0, 240) + '…' : written];
}

function row(request) {
	const line = make('tr');
	const call = make('td', request.path.replace('/api/v4', ''), 'call');
	for (const text of details(request).filter(Boolean)) call.append(make('i', text));
	line.append(
		make('td', request.time.slice(11, 19), 'when'),
		make('td', request.method, 'method ' + request.method),
		call,
		make('td', request.status || 'cut', 'status s' + String(request.status)[0]),
		make('td', request.ms + ' ms', 'ms'),
	);
	return line;
}

let drawnOnce = false;
let last = '';

async function draw() {
	try {
		const text = await (await fetch('/sandbox/overview')).text();
		at('pulse').textContent = 'live';
		if (text === last) return;
		last = text;
		const all = JSON.parse(text);
		at('firm').textContent = all.firm;
		at('user').textContent = all.user;
		at('key').textContent = all.clientId;
		at('resources').replaceChildren(...all.resources.map(card));
		at('others').replaceChildren(
			...all.others.flatMap(({ path, count }) => [
				make('span', path.replaceAll('_', ' ')),
				make('span', count),
			]),
		);
		at('requests').replaceChildren(...all.requests.map(row));
		at('silence').hidden = all.requests.length > 0;
		drawnOnce = true;
	} catch {
		at('pulse').textContent = 'the sandbox has stopped';
	}
}

draw();
setInterval(draw, 2000);
`;
