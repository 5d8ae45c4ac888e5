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

const cells = (...all) => {
	const line = make('tr');
	for (const [text, name] of all) line.append(make('td', text, name));
	return line;
};

const moment = (text) => text.slice(0, 16).replace('T', ' ');

function webhook({ id, url, model, events, fields, status, expires_at }) {
	const line = cells(
		[model.replaceAll('_', ' '), 'model'],
		[url, 'call'],
		[status, 'state ' + status],
		['until ' + moment(expires_at), 'until'],
	);
	line.children[1].append(make('i', events.join('  ·  ')), make('i', 'webhook ' + id + '  ·  fields = ' + fields));
	return line;
}

function delivery({ time, event, recordId, webhookId, attempt, status, ms, error, forged }) {
	const record = recordId ? 'record ' + recordId : '';
	const notes = [attempt > 1 && 'try ' + attempt, forged && 'forged', error];
	return cells(
		[time.slice(11, 19), 'when'],
		[event.replaceAll('_', ' '), 'model'],
		[[record, ...notes].filter(Boolean).join('  ·  '), 'call'],
		['to webhook ' + webhookId, 'until'],
		[status || 'none', 'status s' + String(status)[0]],
		[ms + ' ms', 'ms'],
	);
}

for (const button of document.querySelectorAll('[data-action]')) {
	button.addEventListener('click', async () => {
		const answer = await fetch('/sandbox/actions/' + button.dataset.action, { method: 'POST' });
		const { done, error } = await answer.json();
		at('done').textContent = done || error.message;
		setTimeout(draw, 150);
	});
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
		at('grow').textContent = all.platform.url;
		at('grow-key').textContent = all.platform.clientId;
		at('resources').replaceChildren(...all.resources.map(card));
		at('others').replaceChildren(
			...all.others.flatMap(({ path, count }) => [
				make('span', path.replaceAll('_', ' ')),
				make('span', count),
			]),
		);
		at('webhooks').replaceChildren(...all.webhooks.map(webhook));
		at('unwatched').hidden = all.webhooks.length > 0;
		at('deliveries').replaceChildren(...all.deliveries.map(delivery));
		at('delivered').hidden = all.deliveries.length === 0;
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
