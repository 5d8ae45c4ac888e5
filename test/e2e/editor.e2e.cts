import assert from 'node:assert/strict';
import { openEditor } from '../../dev/n8n/browser.cts';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost, type Host } from '../../dev/n8n/host.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { buildDeadlines, checkLetters, hearingNow } from './editor-deadlines.cts';
import { buildIntake, checkOpened, sayYes, sendForm, type Lead } from './editor-intake.cts';
import { operations } from './editor-operations.cts';
import { BY_HAND, Editor } from '../../dev/editor/editor.cts';
import { withPicture, WITHIN_MS } from './editor-picture.cts';
import type { Suite } from './suite.cts';

export const run: Suite = async (plainly, teardown) => {
	const host = await startHost({ step: plainly, teardown });
	const credential = await connectSandbox(host);
	const page = await openEditor(host, teardown, { width: 1440, height: 1000 });
	page.setDefaultTimeout(WITHIN_MS);
	const editor = new Editor(page, host.editorUrl);
	const step = withPicture(plainly, page);

	await step('One custom field of a matter is changed, and nothing else', () =>
		oneCustomField(host, editor),
	);
	await operations(step, host, editor, credential);
	const hearing = hearingNow(host.sandbox);
	await step('Example 6, built from an empty canvas: deadlines for each lawyer', () =>
		buildDeadlines(editor),
	);
	await step('It writes each lawyer what is overdue, on today and about to run out', async () => {
		await editor.execute();
		await checkLetters(host, editor.workflowId, hearing);
	});
	await step('Example 1, built from an empty canvas: web form to open matter', () =>
		buildIntake(editor, trial),
	);
	await step('Someone new becomes a client with a matter, its tasks and folders', async () => {
		await sendForm(editor, newcomer);
		await editor.succeeded();
		checkOpened(host.sandbox, newcomer);
	});
	await step('With a conflict nothing is opened before the partner says yes', async () => {
		await sendForm(editor, conflicted);
		await sayYes(host, editor);
		checkOpened(host.sandbox, conflicted);
	});
};

const lead = (firstName: string, lastName: string, otherSide: string): Lead => ({
	'First Name': firstName,
	'Last Name': lastName,
	'E-Mail': `${firstName}.${lastName}@leads.example`.toLowerCase(),
	Phone: '+1 555 0188',
	About: 'Divorce',
	'Other Side': otherSide,
});

const trial = lead('Ilse', 'Vandermeer', 'Bram Quistgaard');
const newcomer = lead('Otto', 'Brandstrom', 'Solveig Brandstrom');
/** The firm acts for the other side. */
const conflicted = lead('Paloma', 'Iturbe', 'Harbor Builders LLC');

/** A matter whose checkbox is ticked: n8n's mapper would untick it if it were let. */
async function oneCustomField({ sandbox }: Host, editor: Editor): Promise<void> {
	const { store } = sandbox;
	const fieldId = (name: string) => store.all('custom_fields').find((row) => row.name === name)!.id;
	const [ticked, changed] = [fieldId('Confidential'), fieldId('Case number')];
	const before = structuredClone(store.all('matters'));
	const matter = before.find((row) => valueOf(row, ticked)?.value && valueOf(row, changed))!;

	await editor.emptyCanvas();
	await editor.startByHand();
	const update = await editor.addClio(BY_HAND, 'Update matter');
	await update.pick('Matter', matter.display_number);
	await update.addCustomField('Case number');
	await update.fill('Case number', '26-CV-0042');
	await update.execute();

	valueOf(matter, changed)!.value = '26-CV-0042';
	assert.deepEqual(store.all('matters').map(withoutStamps), before.map(withoutStamps));
}

interface Value {
	custom_field: number;
	value: unknown;
}

const valueOf = ({ custom_field_values: values }: Row, field: number): Value | undefined =>
	(values as Value[] | undefined)?.find(({ custom_field: id }) => id === field);

/** As it is at Clio, but for when and how often it was changed. */
const withoutStamps = (row: Row): object =>
	JSON.parse(JSON.stringify({ ...row, version: 0 }), (key, value) =>
		key === 'updated_at' ? undefined : value,
	);
