/** What stands below a node's name: `getAll` of `taskTemplateList` becomes `get many: task list`. */
export function subtitle(labels: Record<string, string>): string {
	const words = (name: string) => `${name}.replace(/([A-Z])/g, " $1").toLowerCase().trim()`;
	const operation =
		'$parameter["operation"].replace("getAll", "get many").replace("upsert", "create or update")';
	const resource = '$parameter["resource"]';
	const label = `(${JSON.stringify(labels)})[${resource}]`;
	return `={{ ${words(operation)} + ": " + (${label} || ${words(`${resource}.replace(/^grow/, "")`)}) }}`;
}
