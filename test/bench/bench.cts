import type { N8nInstall } from '../../dev/n8n/install.cts';
import type { Step } from '../../dev/n8n/step.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';
import type { Table } from './table.cts';

/** What a measurement works with. */
export interface Setting {
	n8n: N8nInstall;
	teardown: Teardown;
	step: Step;
	/** Small sizes, to see whether all works: such figures say nothing. */
	quick: boolean;
}

export interface Bench {
	run(setting: Setting): Promise<Table[] | void>;
}
